"""Run every measurement and print one table."""

from tests.bench import audit, core, processes, progress, reads, sealing

if __name__ == "__main__":
    print("Rung on this machine: compare figures of one run only, quote ratios and medians.\n")
    core.measure()
    sealing.measure()
    audit.measure()
    processes.measure()
    reads.measure()
    progress.measure()
