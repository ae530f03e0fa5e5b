"""The certificate of the served name; Route 53 proves that the name is ours, and renews it."""

from dataclasses import dataclass

from troposphere import certificatemanager

from deploy.environment import Environment


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate for one name."""

    certificate: certificatemanager.Certificate


def build_certificate(env: Environment) -> Certificate:
    """Build the certificate."""
    proof = certificatemanager.DomainValidationOption(DomainName=env.domain, HostedZoneId=env.hosted_zone)
    certificate = certificatemanager.Certificate(
        "Certificate",
        DomainName=env.domain,
        ValidationMethod="DNS",
        DomainValidationOptions=[proof],
        CertificateTransparencyLoggingPreference="ENABLED",
    )
    return Certificate(certificate)
