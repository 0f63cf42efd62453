"""Names of policies, programmes, organisations and events, as printed."""
