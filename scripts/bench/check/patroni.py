"""Like Patroni's REST API on the leader's host: every question is answered with yes after a millisecond. Prints its port."""
import socket, time

listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1], flush=True)
while True:
    connection, _ = listener.accept()
    with connection:
        connection.recv(1000)
        time.sleep(0.001)
        connection.sendall(b'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}')
