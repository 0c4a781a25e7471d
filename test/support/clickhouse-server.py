"""A ClickHouse server for tests, made of the engine that the npm package chdb brings.

usage: clickhouse-server.py LIBRARY DIR PORT

Speaks HTTP on 127.0.0.1 until it is killed; what lies in DIR outlives it. It stops by itself when its standard input
closes, so that a test run that dies leaves no server behind.
"""

import ctypes
import os
import sys
import threading


def stop_with_the_test_run():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def serve(library, folder, port):
    engine = ctypes.CDLL(library).chdb_query_cmdline
    engine.restype = ctypes.c_void_p
    engine.argtypes = [ctypes.c_int, ctypes.POINTER(ctypes.c_char_p)]
    # The listener lives as long as the statement after it: one that waits for good.
    statements = (
        "SYSTEM START LISTEN HTTP; "
        "SELECT sleepEachRow(3) FROM numbers(1000000000) FORMAT Null "
        "SETTINGS max_block_size = 1, max_execution_time = 0, function_sleep_max_microseconds_per_block = 0"
    )
    words = [
        "clickhouse",
        "--multiquery",
        "--path=" + folder,
        "--listen_host=127.0.0.1",
        "--http_port=" + port,
        "--query=" + statements,
    ]
    argv = (ctypes.c_char_p * len(words))(*[word.encode() for word in words])
    engine(len(words), argv)


threading.Thread(target=stop_with_the_test_run, daemon=True).start()
serve(*sys.argv[1:4])
sys.exit("ClickHouse stopped by itself")
