"""Policies for the Gateway API of Kubernetes."""
