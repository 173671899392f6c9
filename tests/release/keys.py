"""Keys and a signature that minisign 0.11 made for these tests. They sign nothing else."""

PUBLIC = "RWSGJ1WXKZAiAkNJGoQV3ar9WQhVaqDs2BV6/P89el5TwRR75V9nCZA0"
SECRET = (
    "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAhidVlymQIgKyBvCY/53UHWfh5BJxqA7AxivGHsDlGhYe8Mp4tpgQi0NJGoQV3ar9"
    "WQhVaqDs2BV6/P89el5TwRR75V9nCZA0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
)
SIGNED = b"abc\n"
SIGNATURE = """untrusted comment: signature from minisign secret key
RUSGJ1WXKZAiAsMqEtRULwQSEwwfBr+FFhSWD9tNMrU1r9M5H1g2pT4L0wh7UcpySPf37ZwEJwtBw5D7J6tzMuI3+os+63nQZAo=
trusted comment: muster test
/on6LIYFGwoxxLYTIg7VzgSXvmEQBxjNIA+JzCZX0uzGk5DpDQUltq+P1lIqGmDiDU8mMShTi0S4WXojcdlDAg==
"""
LOCKED_PUBLIC = "RWTv61wy7k96neilhYafwOTbvmqAIRxsy3jEOC7t/xESlnuIclqEco0L"
LOCKED = (
    "RWRTY0IyJeJI3tQmu3hbEJudEcirtEHwC3+H/OOUai5u/3aDwzkAAAACAAAAAAAAAEAAAAAA8zZuAsNaeA10UfMFou24T+POZjy/x+ju36lf2yTnJrDuh+jF5FjX+hFIYb7q/SHK"
    "UJl/5yYf6RRnv/mZgpXTYXvN9++FxKTpw33THkXB4Bn6E8fSkAW27PfPFTNl1qs0E0lgHdWqPcE="
)
"""Opens with `pw`, as minisign hides keys: a gibibyte of memory and some seconds."""
