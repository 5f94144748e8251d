"""The pages that editors write for visitors."""
