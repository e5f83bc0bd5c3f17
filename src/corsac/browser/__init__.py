"""The browser's half of the protocol, sans-IO: wire requests out, wire responses in."""
