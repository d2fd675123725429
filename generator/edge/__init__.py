"""The floor that touches the world: disk, processes, sockets, time."""
