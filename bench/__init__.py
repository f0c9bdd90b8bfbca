"""Benchmarks (速度): each prints what it measured as ratios; `script/bench` runs them all. Nothing here is a test."""
