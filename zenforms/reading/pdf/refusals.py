"""What ends the reading of a stream: it costs too much, or it is damaged."""


class LimitReachedError(Exception):
    """A stream would cost more to decode than any may."""


class SpentError(Exception):
    """The streams of a document together are larger than it may cost to decode them."""


class StreamDamagedError(Exception):
    """The data of a stream is cut short, or not what its filters say."""
