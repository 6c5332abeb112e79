"""What measures the engine: figures with their errors, ablations, curves, plots, the model card."""
