#ifndef TRUEUP_CLAPACK_H
#define TRUEUP_CLAPACK_H

#include <stddef.h>

/*
 * The Fortran symbols of LAPACK that Trueup calls, and no others.
 *
 * Every argument goes by address. INTEGER is 32 bit. Each CHARACTER argument adds one hidden size_t at the end,
 * its length: pass 1, never leave it out.
 */

/* Cholesky factor of a symmetric positive definite matrix, in place. */
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);

/* Solves A X = B with the factor of dpotrf. */
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b,
             const int *ldb, int *info, size_t uplo_length);

/* QR factorisation with column pivoting, in place. */
void dgeqp3_(const int *m, const int *n, double *a, const int *lda, int *jpvt, double *tau, double *work,
             const int *lwork, int *info);

/* Multiplies by the Q of dgeqp3 or by its transpose. */
void dormqr_(const char *side, const char *trans, const int *m, const int *n, const int *k, const double *a,
             const int *lda, const double *tau, double *c, const int *ldc, double *work, const int *lwork,
             int *info, size_t side_length, size_t trans_length);

/* Eigenvalues and eigenvectors of a symmetric matrix, by divide and conquer. */
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info, size_t jobz_length, size_t uplo_length);

/* Singular values and vectors, by divide and conquer. Never returns when it meets an infinity: check before. */
void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s, double *u,
             const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *iwork, int *info,
             size_t jobz_length);

/* The same by QR iteration: slower, and a second chance where dgesdd does not converge. */
void dgesvd_(const char *jobu, const char *jobvt, const int *m, const int *n, double *a, const int *lda, double *s,
             double *u, const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *info,
             size_t jobu_length, size_t jobvt_length);

/* Solves a triangular system with several right-hand sides. */
void dtrtrs_(const char *uplo, const char *trans, const char *diag, const int *n, const int *nrhs,
             const double *a, const int *lda, double *b, const int *ldb, int *info, size_t uplo_length,
             size_t trans_length, size_t diag_length);

#endif
