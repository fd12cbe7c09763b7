// Loaded before the C library: as long as the file that FAILING_DISK names is there, what is written
// to a database or its log fails as on a disk that is broken.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fails(int descriptor)
{
    const char *broken = getenv("FAILING_DISK");
    char link[64], path[PATH_MAX];
    ssize_t length;

    if (!broken || access(broken, F_OK) != 0)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = '\0';
    return strstr(path, ".db") != NULL;
}

#define BEFORE(result, name, parameters, arguments) \
    result name parameters \
    { \
        static result (*real) parameters; \
        if (!real) \
            real = (result (*) parameters) dlsym(RTLD_NEXT, #name); \
        if (fails(descriptor)) { \
            errno = EIO; \
            return -1; \
        } \
        return real arguments; \
    }

BEFORE(ssize_t, pwrite, (int descriptor, const void *from, size_t length, off_t at), (descriptor, from, length, at))
BEFORE(ssize_t, pwrite64, (int descriptor, const void *from, size_t length, off64_t at), (descriptor, from, length, at))
BEFORE(ssize_t, write, (int descriptor, const void *from, size_t length), (descriptor, from, length))
BEFORE(int, fsync, (int descriptor), (descriptor))
BEFORE(int, fdatasync, (int descriptor), (descriptor))
