/* The only code of the suite that knows MPI. It is a module of its own, loaded only by a process that mpirun or srun
 * has started, so that nothing else needs MPI. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

/* What failed, in `error`; 0 if nothing did. */
static int failed(int code, const char* what, char* error, size_t error_size) {
  char text[MPI_MAX_ERROR_STRING] = "";
  int length = 0;
  if (code == MPI_SUCCESS) {
    return 0;
  }
  MPI_Error_string(code, text, &length);
  snprintf(error, error_size, "%s: %s", what, text);
  return 1;
}

static int exchange(const void* own, int bytes, void** all, int* rank, int* size, char* error,
                    size_t error_size) {
  MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  if (failed(MPI_Comm_rank(MPI_COMM_WORLD, rank), "MPI_Comm_rank", error, error_size) ||
      failed(MPI_Comm_size(MPI_COMM_WORLD, size), "MPI_Comm_size", error, error_size)) {
    return 1;
  }
  *all = malloc((size_t)*size * (size_t)bytes);
  if (*all == NULL) {
    snprintf(error, error_size, "no memory for %d processes", *size);
    return 1;
  }
  return failed(
      MPI_Allgather(own, bytes, MPI_BYTE, *all, bytes, MPI_BYTE, MPI_COMM_WORLD),
      "MPI_Allgather", error, error_size);
}

/* Gives each process of the job the records of all, in the order of ranks, and is done with MPI: a finalised process
 * keeps no connection that can fail, no thread, and spends no time in waiting. `all` is malloc()ed, also where this
 * fails; the caller frees it. Returns 0, or 1 with a text in `error`. Call it once. A process that dies meanwhile ends
 * the whole job: that is mpirun's work. */
int tiga_mpi_rendezvous(const void* own, int bytes, void** all, int* rank, int* size, char* error,
                        size_t error_size);

int tiga_mpi_rendezvous(const void* own, int bytes, void** all, int* rank, int* size, char* error,
                        size_t error_size) {
  int status;
  *all = NULL;
  if (failed(MPI_Init(NULL, NULL), "MPI_Init", error, error_size)) {
    return 1;
  }
  status = exchange(own, bytes, all, rank, size, error, error_size);
  if (failed(MPI_Finalize(), "MPI_Finalize", error, error_size)) {
    return 1;
  }
  return status;
}
