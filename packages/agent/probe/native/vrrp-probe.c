/*
 * Whether datagrams of IP protocol 112 (VRRP) pass between two hosts; Node has no sockets for it.
 *   tamada-vrrp-probe answer OWN           sends back what asks, until stdin ends
 *   tamada-vrrp-probe ask OWN PEER TIMEOUT  prints the round trip in milliseconds
 * A probe is no advert: it begins with a version that VRRP has not, which keepalived throws away.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/ip.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { protocol = 112, tries = 3, longest_seconds = 120 };

struct probe {
  char kind[8];
  unsigned char nonce[16];
};
static const char question[8] = "tamada?", reply[8] = "tamada!";

static double now_ms(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static int fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  return 1;
}

static int address_of(const char *text, struct sockaddr_in *address) {
  *address = (struct sockaddr_in){.sin_family = AF_INET};
  return inet_pton(AF_INET, text, &address->sin_addr) == 1;
}

/* A socket for the protocol on the own address; -1 with errno. Adverts have this TTL, and some filters want it. */
static int open_on(const struct sockaddr_in *own) {
  int fd = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol), ttl = 255;
  if (fd < 0) return -1;
  if (setsockopt(fd, IPPROTO_IP, IP_TTL, &ttl, sizeof ttl) || bind(fd, (const struct sockaddr *)own, sizeof *own)) return -1;
  return fd;
}

/* Takes one datagram; 1 where it is a probe of this kind. Raw sockets hand over the IP header too. */
static int take(int fd, const char *kind, struct probe *got, struct sockaddr_in *from) {
  unsigned char packet[512];
  socklen_t length = sizeof *from;
  ssize_t size = recvfrom(fd, packet, sizeof packet, 0, (struct sockaddr *)from, &length);
  if (size < (ssize_t)sizeof(struct iphdr)) return 0;
  ssize_t header = (packet[0] & 15) * 4;
  if (size < header + (ssize_t)sizeof *got) return 0;
  memcpy(got, packet + header, sizeof *got);
  return memcmp(got->kind, kind, sizeof got->kind) == 0;
}

static int answer(int fd) {
  struct pollfd waiting[] = {{.fd = fd, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
  puts("ready");
  fflush(stdout);
  for (;;) {
    if (poll(waiting, 2, -1) < 0 && errno != EINTR) return fail(strerror(errno));
    if (waiting[1].revents) return 0;
    struct probe got;
    struct sockaddr_in from;
    if (!take(fd, question, &got, &from)) continue;
    memcpy(got.kind, reply, sizeof got.kind);
    sendto(fd, &got, sizeof got, 0, (struct sockaddr *)&from, sizeof from);
  }
}

static int ask(int fd, const struct sockaddr_in *peer, int timeout) {
  struct probe sent, got;
  struct sockaddr_in from;
  double start = now_ms(), at = start, wait = (double)timeout / tries;
  int problem = 0;
  memcpy(sent.kind, question, sizeof sent.kind);
  if (getrandom(sent.nonce, sizeof sent.nonce, 0) != sizeof sent.nonce) return fail(strerror(errno));
  for (int try = 0; try < tries; try++) {
    at = now_ms();
    problem = sendto(fd, &sent, sizeof sent, 0, (const struct sockaddr *)peer, sizeof *peer) < 0 ? errno : 0;
    for (double left; (left = start + wait * (try + 1) - now_ms()) > 0;) {
      struct pollfd waiting = {.fd = fd, .events = POLLIN};
      if (poll(&waiting, 1, (int)left + 1) <= 0) continue;
      if (!take(fd, reply, &got, &from) || memcmp(got.nonce, sent.nonce, sizeof sent.nonce)) continue;
      printf("%.3f\n", now_ms() - at);
      return 0;
    }
  }
  if (problem) return fail(strerror(problem));
  fprintf(stderr, "no answer within %d ms\n", timeout);
  return 1;
}

int main(int count, char **words) {
  struct sockaddr_in own, peer;
  int asks = count == 5 && strcmp(words[1], "ask") == 0, answers = count == 3 && strcmp(words[1], "answer") == 0;
  int timeout = asks ? atoi(words[4]) : 0;
  if (!(asks && timeout > 0 && timeout <= 60000 && address_of(words[3], &peer)) && !answers)
    return fail("usage: tamada-vrrp-probe answer OWN | ask OWN PEER TIMEOUT_MS");
  if (!address_of(words[2], &own)) return fail("the own address is no IPv4 address");
  alarm(longest_seconds);
  int fd = open_on(&own);
  if (fd < 0) return fail(strerror(errno));
  return asks ? ask(fd, &peer, timeout) : answer(fd);
}
