"""Sends lines over TLS, to 127.0.0.1 only: PORT LINES CONNECTIONS COUNT. Prints as sender.c does."""
import resource
import socket
import ssl
import sys
import time

CHUNK_OCTETS = 65_536


def chunks(lines):
    """Octets that end where a line ends, and how many lines they are."""
    at, found = 0, []
    while at < len(lines):
        end = len(lines) if len(lines) - at <= CHUNK_OCTETS else lines.rfind(b"\n", at, at + CHUNK_OCTETS) + 1
        found.append((memoryview(lines)[at:end], lines.count(b"\n", at, end)))
        at = end
    return found


def main():
    port, path, connections, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    with open(path, "rb") as file:
        all_chunks = chunks(file.read())
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    open_ = [context.wrap_socket(socket.create_connection(("127.0.0.1", port))) for _ in range(connections)]
    sent, turn, began = 0, 0, time.monotonic()
    while sent < count:
        octets, lines = all_chunks[turn % len(all_chunks)]
        open_[turn % connections].sendall(octets)
        sent += lines
        turn += 1
    for connection in open_:
        connection.unwrap().close()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(sent, f"{time.monotonic() - began:.4f}", f"{used.ru_utime + used.ru_stime:.3f}")


main()
