"""The pure floor: values in, values out; no disk, clock, environment, processes or printing."""
