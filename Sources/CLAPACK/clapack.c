/* A C target needs one source file. The symbols come from the system's LAPACK. */
#include "clapack.h"
