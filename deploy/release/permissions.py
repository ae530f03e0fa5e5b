"""Every action a release asks of AWS: what the role it runs as must be allowed, and no more."""

# boto3's service and operation → IAM's action.
LOOKING = {
    ("cloudwatch", "describe_alarms"): "cloudwatch:DescribeAlarms",
    ("ec2", "describe_subnets"): "ec2:DescribeSubnets",
    ("ecr", "batch_get_image"): "ecr:BatchGetImage",
    ("ecr", "describe_image_scan_findings"): "ecr:DescribeImageScanFindings",
    ("ecr", "describe_repositories"): "ecr:DescribeRepositories",
    ("ecr", "get_authorization_token"): "ecr:GetAuthorizationToken",
    ("ecr", "get_download_url_for_layer"): "ecr:GetDownloadUrlForLayer",
    ("ecs", "describe_service_deployments"): "ecs:DescribeServiceDeployments",
    ("ecs", "describe_service_revisions"): "ecs:DescribeServiceRevisions",
    ("ecs", "describe_services"): "ecs:DescribeServices",
    ("ecs", "describe_task_definition"): "ecs:DescribeTaskDefinition",
    ("ecs", "describe_tasks"): "ecs:DescribeTasks",
    ("ecs", "list_service_deployments"): "ecs:ListServiceDeployments",
    ("ecs", "list_task_definitions"): "ecs:ListTaskDefinitions",
    ("ecs", "list_tasks"): "ecs:ListTasks",
    ("elbv2", "describe_target_groups"): "elasticloadbalancing:DescribeTargetGroups",
    ("elbv2", "describe_target_health"): "elasticloadbalancing:DescribeTargetHealth",
    ("iam", "get_role"): "iam:GetRole",
    ("iam", "simulate_principal_policy"): "iam:SimulatePrincipalPolicy",
    ("logs", "describe_log_groups"): "logs:DescribeLogGroups",
    ("logs", "get_log_events"): "logs:GetLogEvents",
    ("s3", "get_object"): "s3:GetObject",
    ("s3", "list_objects_v2"): "s3:ListBucket",
    ("secretsmanager", "get_secret_value"): "secretsmanager:GetSecretValue",
    ("service-quotas", "get_service_quota"): "servicequotas:GetServiceQuota",
    ("ssm", "get_parameters"): "ssm:GetParameters",
    ("sts", "get_caller_identity"): "sts:GetCallerIdentity",
}
CHANGING = {
    ("ecs", "register_task_definition"): "ecs:RegisterTaskDefinition",
    ("ecs", "run_task"): "ecs:RunTask",
    ("ecs", "stop_service_deployment"): "ecs:StopServiceDeployment",
    ("ecs", "stop_task"): "ecs:StopTask",
    ("ecs", "update_service"): "ecs:UpdateService",
    ("s3", "put_object"): "s3:PutObject",
}
# Not asked by an operation of ours: to give tasks their roles, and to push what the image's layers are.
BESIDES = (
    "iam:PassRole",
    "ecr:BatchCheckLayerAvailability",
    "ecr:CompleteLayerUpload",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
)
# Preflight looks at these where it may, and says where it may not: a role that cannot read secrets is the better one.
OPTIONAL = {"secretsmanager:GetSecretValue", "ssm:GetParameters", "iam:GetRole", "iam:SimulatePrincipalPolicy"}
