/*
 * A cheap syslog sender, to 127.0.0.1 only.
 *
 *   sender tcp|octet|relp|udp PORT LINES CONNECTIONS COUNT RATE
 *   sender file PATH LINES 1 COUNT RATE
 *
 * LINES is a file of messages, one a line, which is sent again and again until COUNT messages are out, at RATE messages
 * a second (0: flat out). Messages go out in the order of the file over all connections together, so that whoever knows
 * how many were sent knows which. Prints: sent, seconds, own CPU seconds.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK_OCTETS = 65536, DATAGRAMS = 64, RELP_WINDOW = 1024, HEADER_OCTETS_MAX = 64 };

/* Frames that are written with one call. */
struct chunk {
    const char *octets;
    size_t length;
    long messages;
};

struct connection {
    int socket;
    const struct chunk *chunk;
    size_t written;
    /* RELP only */
    long number;
    long unanswered;
    char *frames;
};

static char **lines;
static size_t *lengths;
static long line_count;
static long count;
static double rate;
static double began;
static long sent;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double) time.tv_sec + (double) time.tv_nsec * 1e-9;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void load(const char *path) {
    struct stat status;
    int file = open(path, O_RDONLY);
    if (file < 0 || fstat(file, &status) < 0) fail(path);
    char *octets = malloc((size_t) status.st_size + 1);
    for (off_t at = 0; at < status.st_size;) {
        ssize_t got = read(file, octets + at, (size_t) (status.st_size - at));
        if (got <= 0) fail(path);
        at += got;
    }
    close(file);
    char *end = octets + status.st_size;
    for (char *at = octets; at < end; at++) line_count += *at == '\n';
    lines = malloc((size_t) line_count * sizeof *lines);
    lengths = malloc((size_t) line_count * sizeof *lengths);
    char *at = octets;
    for (long i = 0; i < line_count; i++) {
        char *feed = memchr(at, '\n', (size_t) (end - at));
        lines[i] = at;
        lengths[i] = (size_t) (feed - at);
        at = feed + 1;
    }
}

/* All lines as frames, cut into chunks that end where a frame ends. */
static struct chunk *chunks(int octet_counting, long *chunk_count) {
    size_t total = 0;
    for (long i = 0; i < line_count; i++) total += lengths[i] + HEADER_OCTETS_MAX;
    char *octets = malloc(total);
    struct chunk *all = calloc((size_t) line_count, sizeof *all);
    struct chunk *current = all;
    size_t used = 0;
    current->octets = octets;
    for (long i = 0; i < line_count; i++) {
        char header[HEADER_OCTETS_MAX];
        int digits = octet_counting ? snprintf(header, sizeof header, "%zu ", lengths[i]) : 0;
        size_t frame = (size_t) digits + lengths[i] + (octet_counting ? 0 : 1);
        if (current->length + frame > CHUNK_OCTETS) {
            current++;
            current->octets = octets + used;
        }
        memcpy(octets + used, header, (size_t) digits);
        memcpy(octets + used + digits, lines[i], lengths[i]);
        if (!octet_counting) octets[used + frame - 1] = '\n';
        used += frame;
        current->length += frame;
        current->messages++;
    }
    *chunk_count = current - all + 1;
    return all;
}

static int connected(int type, int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t) port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int socket_ = socket(AF_INET, type, 0);
    if (socket_ < 0 || connect(socket_, (struct sockaddr *) &address, sizeof address) < 0) fail("connect");
    return socket_;
}

static int early(long messages) {
    return rate > 0 && (double) messages > (now() - began) * rate;
}

static struct connection *open_all(int port, int connections) {
    struct connection *all = calloc((size_t) connections, sizeof *all);
    for (int i = 0; i < connections; i++) {
        all[i].socket = connected(SOCK_STREAM, port);
    }
    return all;
}

static void send_stream(int port, int connections, int octet_counting) {
    long chunk_count, next = 0, started = 0;
    struct chunk *all_chunks = chunks(octet_counting, &chunk_count);
    struct connection *all = open_all(port, connections);
    struct pollfd *waits = calloc((size_t) connections, sizeof *waits);
    for (int i = 0; i < connections; i++) fcntl(all[i].socket, F_SETFL, O_NONBLOCK);
    began = now();
    for (int active = 1; active;) {
        int waiting = 0, progress = 0;
        active = 0;
        for (int i = 0; i < connections; i++) {
            struct connection *one = all + i;
            if (one->chunk == NULL) {
                if (started >= count) continue;
                active = 1;
                if (early(started)) continue;
                one->chunk = all_chunks + next;
                one->written = 0;
                started += one->chunk->messages;
                next = (next + 1) % chunk_count;
            }
            active = 1;
            ssize_t put = write(one->socket, one->chunk->octets + one->written, one->chunk->length - one->written);
            if (put < 0 && errno != EAGAIN) fail("write");
            if (put > 0) {
                progress = 1;
                one->written += (size_t) put;
            }
            if (one->written == one->chunk->length) {
                sent += one->chunk->messages;
                one->chunk = NULL;
            } else {
                waits[waiting].fd = one->socket;
                waits[waiting++].events = POLLOUT;
            }
        }
        if (active && !progress) {
            if (waiting > 0) poll(waits, (nfds_t) waiting, 50);
            else usleep(500);
        }
    }
    for (int i = 0; i < connections; i++) close(all[i].socket);
}

static void write_all(int file, const char *octets, size_t length) {
    for (size_t at = 0; at < length;) {
        ssize_t put = write(file, octets + at, length - at);
        if (put < 0) fail("write");
        at += (size_t) put;
    }
}

static void send_file(const char *path) {
    long chunk_count, next = 0;
    struct chunk *all = chunks(0, &chunk_count);
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0644);
    if (file < 0) fail(path);
    began = now();
    while (sent < count) {
        if (early(sent)) {
            usleep(500);
            continue;
        }
        write_all(file, all[next].octets, all[next].length);
        sent += all[next].messages;
        next = (next + 1) % chunk_count;
    }
    close(file);
}

static void send_datagrams(int port) {
    struct mmsghdr messages[DATAGRAMS];
    struct iovec parts[DATAGRAMS];
    int socket_ = connected(SOCK_DGRAM, port);
    long next = 0;
    memset(messages, 0, sizeof messages);
    for (int i = 0; i < DATAGRAMS; i++) {
        messages[i].msg_hdr.msg_iov = parts + i;
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    began = now();
    while (sent < count) {
        if (rate > 0) {
            double ahead = (double) sent / rate - (now() - began);
            if (ahead > 0.0003) usleep((useconds_t) (ahead * 1e6));
        }
        for (int i = 0; i < DATAGRAMS; i++) {
            long line = (next + i) % line_count;
            parts[i].iov_base = lines[line];
            parts[i].iov_len = lengths[line];
        }
        int put = sendmmsg(socket_, messages, DATAGRAMS, 0);
        if (put < 0 && errno != ECONNREFUSED && errno != ENOBUFS) fail("sendmmsg");
        if (put > 0) {
            sent += put;
            next = (next + put) % line_count;
        }
    }
}

/* Reads what was answered; answers how many responses those are. Each of them is one line. */
static long responses(int socket_, int flags) {
    char answers[CHUNK_OCTETS];
    long found = 0;
    ssize_t got = recv(socket_, answers, sizeof answers, flags);
    if (got == 0 || (got < 0 && errno != EAGAIN)) fail("the receiver ended a RELP session");
    for (ssize_t i = 0; i < got; i++) found += answers[i] == '\n';
    return found;
}

static void open_session(struct connection *one) {
    const char *offers = "relp_version=0\nrelp_software=bench\ncommands=syslog";
    char open_[256];
    int length = snprintf(open_, sizeof open_, "1 open %zu %s\n", strlen(offers), offers);
    write_all(one->socket, open_, (size_t) length);
    usleep(200000);
    if (responses(one->socket, 0) == 0) fail("no answer to open");
    one->number = 1;
    one->frames = malloc(RELP_WINDOW * (size_t) (HEADER_OCTETS_MAX + 4096));
}

/* As many frames as the window has room for, at most a chunk's worth, in one write. */
static long send_frames(struct connection *one, long *next) {
    size_t used = 0;
    long framed = 0;
    while (one->unanswered + framed < RELP_WINDOW && used < CHUNK_OCTETS && sent + framed < count
            && !early(sent + framed)) {
        long line = *next;
        used += (size_t) sprintf(one->frames + used, "%ld syslog %zu ", ++one->number, lengths[line]);
        memcpy(one->frames + used, lines[line], lengths[line]);
        used += lengths[line];
        one->frames[used++] = '\n';
        framed++;
        *next = (line + 1) % line_count;
    }
    write_all(one->socket, one->frames, used);
    one->unanswered += framed;
    return framed;
}

static void send_relp(int port, int connections) {
    struct connection *all = open_all(port, connections);
    struct pollfd *waits = calloc((size_t) connections, sizeof *waits);
    long next = 0, unanswered = 0;
    for (int i = 0; i < connections; i++) {
        open_session(all + i);
        waits[i].fd = all[i].socket;
        waits[i].events = POLLIN;
    }
    began = now();
    while (sent < count || unanswered > 0) {
        long before = sent;
        unanswered = 0;
        for (int i = 0; i < connections; i++) {
            sent += send_frames(all + i, &next);
            all[i].unanswered -= responses(all[i].socket, MSG_DONTWAIT);
            unanswered += all[i].unanswered;
        }
        if (sent == before && unanswered > 0) poll(waits, (nfds_t) connections, 50);
    }
    for (int i = 0; i < connections; i++) close(all[i].socket);
}

int main(int argc, char **argv) {
    if (argc != 7) {
        fprintf(stderr, "usage: sender tcp|octet|relp|udp|file PORT|PATH LINES CONNECTIONS COUNT RATE\n");
        return 2;
    }
    const char *mode = argv[1];
    int connections = atoi(argv[4]);
    count = atol(argv[5]);
    rate = atof(argv[6]);
    load(argv[3]);
    if (!strcmp(mode, "tcp") || !strcmp(mode, "octet")) send_stream(atoi(argv[2]), connections, *mode == 'o');
    else if (!strcmp(mode, "relp")) send_relp(atoi(argv[2]), connections);
    else if (!strcmp(mode, "udp")) send_datagrams(atoi(argv[2]));
    else if (!strcmp(mode, "file")) send_file(argv[2]);
    else return 2;
    double seconds = now() - began;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
    printf("%ld %.4f %.3f\n", sent, seconds, cpu);
    return 0;
}
