"""Policies for Socket.IO."""
