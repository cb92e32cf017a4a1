"""The client register as files that people keep: TOML for the desk, CSV for spreadsheets."""
