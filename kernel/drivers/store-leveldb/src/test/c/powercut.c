/*
 * Loaded into a process with LD_PRELOAD: writes down what the process asks of the files in the folder $POWERCUT_DIR, and what it makes durable, into the file
 * $POWERCUT_TRACE. A test then builds from any beginning of that trace what a device may hold when the power fails there (PowerCutTrace.java reads it).
 *
 * Stores into mapped memory cannot be seen one by one. Mapped pages are compared with what they were at every msync, munmap, ftruncate, sync and every write
 * to standard output, which is where the process under test acknowledges; changed pages become writes of the trace there.
 *
 * Records are lines; W is followed by its bytes:
 *   C ino path     a name was created      R from to   a name was moved       U path   a name was removed     D path   a folder's names are durable
 *   W ino at size  bytes were written      T ino size  the size was set       S ino    content is durable     M ino at size   that part is durable
 *   A text         written to standard output
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE 4096
#define REGIONS_MAX 64

struct region {
  char *base;
  char *before; /* content at the last look */
  size_t size;
  off_t at;
  ino_t ino;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct region regions[REGIONS_MAX];
static const char *folder;
static size_t folder_length;
static int trace = -1;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) abort();
  return found;
}

static void put(const void *bytes, size_t size) {
  const char *next = bytes;
  while (size > 0) {
    ssize_t done = REAL(write)(trace, next, size);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) abort(); /* a trace with a hole would make the test lie */
    next += done;
    size -= done;
  }
}

static void record(const char *format, ...) {
  char line[2 * PATH_MAX + 64];
  va_list arguments;
  va_start(arguments, format);
  int size = vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if (size < 0 || (size_t)size >= sizeof line) abort();
  put(line, size);
}

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("POWERCUT_TRACE");
  folder = getenv("POWERCUT_DIR");
  if (!path || !folder) return;
  folder_length = strlen(folder);
  trace = REAL(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (trace < 0) abort();
}

/* Files directly in the folder only: deeper ones (the unpacked library) are no part of the database. */
static int is_ours(const char *path) {
  return trace >= 0 && path && strncmp(path, folder, folder_length) == 0 && path[folder_length] == '/' &&
         !strchr(path + folder_length + 1, '/');
}

static int is_folder(const char *path) { return trace >= 0 && path && strcmp(path, folder) == 0; }

static const char *path_of(int fd, char *buffer) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, buffer, PATH_MAX - 1);
  if (size < 0) return NULL;
  buffer[size] = 0;
  return buffer;
}

static int fd_is_ours(int fd, ino_t *ino) {
  char buffer[PATH_MAX];
  struct stat status;
  if (trace < 0 || fd < 0 || fd == trace || !is_ours(path_of(fd, buffer)) || fstat(fd, &status) || !S_ISREG(status.st_mode)) return 0;
  *ino = status.st_ino;
  return 1;
}

/* Called with the lock held. */
static void look(struct region *region) {
  for (size_t at = 0; at < region->size; at += PAGE) {
    size_t size = region->size - at < PAGE ? region->size - at : PAGE;
    if (memcmp(region->base + at, region->before + at, size)) {
      memcpy(region->before + at, region->base + at, size); /* then from the copy: the page may be written meanwhile */
      record("W %lu %lld %zu\n", (unsigned long)region->ino, (long long)(region->at + at), size);
      put(region->before + at, size);
    }
  }
}

static void look_at_all(void) {
  for (int i = 0; i < REGIONS_MAX; i++)
    if (regions[i].base) look(&regions[i]);
}

static int opened(const char *path, int flags, int existed, int fd) {
  ino_t ino;
  if (fd >= 0 && fd_is_ours(fd, &ino)) {
    pthread_mutex_lock(&lock);
    if (!existed)
      record("C %lu %s\n", (unsigned long)ino, path);
    else if (flags & O_TRUNC)
      record("T %lu 0\n", (unsigned long)ino);
    pthread_mutex_unlock(&lock);
  }
  return fd;
}

#define OPEN(name)                                                   \
  int name(const char *path, int flags, ...) {                       \
    va_list arguments;                                               \
    va_start(arguments, flags);                                      \
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;   \
    va_end(arguments);                                               \
    int existed = !is_ours(path) || access(path, F_OK) == 0;         \
    return opened(path, flags, existed, REAL(name)(path, flags, mode)); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                 \
  int name(int at, const char *path, int flags, ...) {               \
    va_list arguments;                                               \
    va_start(arguments, flags);                                      \
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;   \
    va_end(arguments);                                               \
    int existed = !is_ours(path) || access(path, F_OK) == 0;         \
    return opened(path, flags, existed, REAL(name)(at, path, flags, mode)); \
  }
OPENAT(openat)
OPENAT(openat64)

#define FOPEN(name)                                                               \
  FILE *name(const char *path, const char *mode) {                                \
    int existed = !is_ours(path) || access(path, F_OK) == 0;                      \
    FILE *file = REAL(name)(path, mode);                                          \
    if (file) opened(path, mode[0] == 'w' ? O_TRUNC : 0, existed, fileno(file));  \
    return file;                                                                  \
  }
FOPEN(fopen)
FOPEN(fopen64)

static void written(int fd, const void *bytes, ssize_t done, off_t at) {
  ino_t ino;
  int saved = errno;
  if (done > 0 && fd_is_ours(fd, &ino)) {
    pthread_mutex_lock(&lock);
    record("W %lu %lld %zd\n", (unsigned long)ino, (long long)at, done);
    put(bytes, done);
    pthread_mutex_unlock(&lock);
  }
  errno = saved;
}

ssize_t write(int fd, const void *bytes, size_t size) {
  if (fd == STDOUT_FILENO && trace >= 0) {
    pthread_mutex_lock(&lock);
    look_at_all();
    record("A %.*s", (int)size, (const char *)bytes);
    pthread_mutex_unlock(&lock);
  }
  ssize_t done = REAL(write)(fd, bytes, size);
  if (trace >= 0 && fd > STDERR_FILENO && fd != trace && done > 0) {
    off_t end = lseek(fd, 0, SEEK_CUR);
    if (end >= 0) written(fd, bytes, done, end - done);
  }
  return done;
}

#define PWRITE(name, offset)                                              \
  ssize_t name(int fd, const void *bytes, size_t size, offset at) {       \
    ssize_t done = REAL(name)(fd, bytes, size, at);                       \
    written(fd, bytes, done, at);                                         \
    return done;                                                          \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

static int truncated(int fd, off_t size, int result) {
  ino_t ino;
  if (result == 0 && fd_is_ours(fd, &ino)) {
    pthread_mutex_lock(&lock);
    look_at_all();
    record("T %lu %lld\n", (unsigned long)ino, (long long)size);
    pthread_mutex_unlock(&lock);
  }
  return result;
}

int ftruncate(int fd, off_t size) { return truncated(fd, size, REAL(ftruncate)(fd, size)); }
int ftruncate64(int fd, off64_t size) { return truncated(fd, size, REAL(ftruncate64)(fd, size)); }

static int synced(int fd, int result) {
  ino_t ino;
  char buffer[PATH_MAX];
  if (result != 0 || trace < 0) return result;
  const char *path = path_of(fd, buffer);
  pthread_mutex_lock(&lock);
  if (is_folder(path))
    record("D %s\n", path);
  else if (fd_is_ours(fd, &ino))
    record("S %lu\n", (unsigned long)ino);
  pthread_mutex_unlock(&lock);
  return result;
}

/* What is in mapped memory before the call is covered by it; what comes during it may not be. */
static void before_sync(int fd) {
  ino_t ino;
  if (!fd_is_ours(fd, &ino)) return;
  pthread_mutex_lock(&lock);
  look_at_all();
  pthread_mutex_unlock(&lock);
}

int fsync(int fd) {
  before_sync(fd);
  return synced(fd, REAL(fsync)(fd));
}

int fdatasync(int fd) {
  before_sync(fd);
  return synced(fd, REAL(fdatasync)(fd));
}

static void *mapped(void *base, size_t size, int protection, int flags, int fd, off_t at) {
  ino_t ino;
  if (base == MAP_FAILED || fd < 0 || !(protection & PROT_WRITE) || !(flags & MAP_SHARED) || !fd_is_ours(fd, &ino)) return base;
  pthread_mutex_lock(&lock);
  int i = 0;
  while (i < REGIONS_MAX && regions[i].base) i++;
  char *before = malloc(size);
  if (i == REGIONS_MAX || !before) abort();
  memcpy(before, base, size);
  regions[i] = (struct region){base, before, size, at, ino};
  pthread_mutex_unlock(&lock);
  return base;
}

void *mmap(void *wish, size_t size, int protection, int flags, int fd, off_t at) {
  return mapped(REAL(mmap)(wish, size, protection, flags, fd, at), size, protection, flags, fd, at);
}

void *mmap64(void *wish, size_t size, int protection, int flags, int fd, off64_t at) {
  return mapped(REAL(mmap64)(wish, size, protection, flags, fd, at), size, protection, flags, fd, at);
}

int munmap(void *base, size_t size) {
  if (trace >= 0) {
    pthread_mutex_lock(&lock);
    for (int i = 0; i < REGIONS_MAX; i++)
      if (regions[i].base == base) {
        look(&regions[i]);
        free(regions[i].before);
        regions[i].base = NULL;
      }
    pthread_mutex_unlock(&lock);
  }
  return REAL(munmap)(base, size);
}

int msync(void *start, size_t size, int flags) {
  if (trace < 0) return REAL(msync)(start, size, flags);
  pthread_mutex_lock(&lock);
  look_at_all();
  pthread_mutex_unlock(&lock);
  int result = REAL(msync)(start, size, flags);
  if (result == 0 && (flags & MS_SYNC)) {
    pthread_mutex_lock(&lock);
    for (int i = 0; i < REGIONS_MAX; i++)
      if (regions[i].base && (char *)start >= regions[i].base && (char *)start < regions[i].base + regions[i].size)
        record("M %lu %lld %zu\n", (unsigned long)regions[i].ino, (long long)(regions[i].at + ((char *)start - regions[i].base)), size);
    pthread_mutex_unlock(&lock);
  }
  return result;
}

/* Names: written down after the call, so that a trace never holds more than happened. */
int rename(const char *from, const char *to) {
  int ours = is_ours(from) && is_ours(to);
  int result = REAL(rename)(from, to);
  if (result == 0 && ours) {
    pthread_mutex_lock(&lock);
    record("R %s %s\n", from, to);
    pthread_mutex_unlock(&lock);
  }
  return result;
}

int unlink(const char *path) {
  int result = REAL(unlink)(path);
  if (result == 0 && is_ours(path)) {
    pthread_mutex_lock(&lock);
    record("U %s\n", path);
    pthread_mutex_unlock(&lock);
  }
  return result;
}
