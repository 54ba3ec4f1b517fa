"""The WebSocket: the messages, their bytes, and the connection of one tab."""
