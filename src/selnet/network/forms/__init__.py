"""Forms of the network: what people type is checked here for shape; services decide what may be done."""
