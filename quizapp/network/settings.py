"""The checks a setting goes through before anything is computed with it: a rate, a margin, a temperature."""


def require_positive(name: str, value: float) -> None:
    """Raise ValueError unless a setting is above 0."""
    if not value > 0:
        raise ValueError(f"{name} must be above 0, got {value}")


def require_not_negative(name: str, value: float) -> None:
    """Raise ValueError unless a setting is at least 0."""
    if not value >= 0:
        raise ValueError(f"{name} must be at least 0, got {value}")


def require_fraction(name: str, value: float) -> None:
    """Raise ValueError unless the share of a memory that is kept is at least 0 and below 1."""
    if not 0 <= value < 1:
        raise ValueError(f"{name} must be at least 0 and below 1, got {value}")
