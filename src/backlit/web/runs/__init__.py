"""The runs that this server trains: their threads, the queue for training slots, and saving."""
