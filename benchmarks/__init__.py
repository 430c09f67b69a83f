"""How fast, how large, how much memory: `python -m benchmarks` lists what is measured."""
