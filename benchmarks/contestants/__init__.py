"""The contestants: each function sets one up for a workload."""
