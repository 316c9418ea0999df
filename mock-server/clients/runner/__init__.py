"""What the real-client runs share: the server under test, the installs, the books, the lists.

Nothing in here knows a client's API; nothing outside of it talks to `/_mock`.
"""
