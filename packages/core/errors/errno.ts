import type { ErrorDetail } from './detail.ts';

interface ErrnoWords {
  readonly words: string;
  readonly next: string;
}

/** What the file system says when it cannot, and what to do about it. None of these is a mistake of ours. */
const table: Readonly<Record<string, ErrnoWords>> = {
  EROFS: { words: 'the file system is read-only', next: 'look at `dmesg` for why it became so; remount it and run the command again' },
  EACCES: { words: 'permission denied', next: 'give this user access, or run it as another one' },
  EPERM: { words: 'the system does not permit it', next: 'look for an immutable file (`lsattr`), SELinux or AppArmor' },
  EIO: { words: 'the disk cannot be read or written', next: 'look at `dmesg`: the disk is failing' },
  EMFILE: { words: 'this process has too many open files', next: 'run the command again; if it stays so, restart the program' },
  ENFILE: { words: 'the host has too many open files', next: 'look for the program that holds them (`lsof`)' },
  EBUSY: { words: 'it is in use', next: 'look at what holds it, as a mount' },
  ELOOP: { words: 'a symbolic link stands in the way', next: 'look at what put it there, and move it aside' },
  ENOTDIR: { words: 'a file stands where a folder should be', next: 'look at what put it there, and move it aside' },
  EISDIR: { words: 'a folder stands where a file should be', next: 'look at what put it there, and move it aside' },
  ENAMETOOLONG: { words: 'the path is too long', next: 'use a shorter one' },
};

export function errnoWords(errno: string): ErrnoWords {
  return Object.hasOwn(table, errno) ? (table[errno] ?? unknown(errno)) : unknown(errno);
}

function unknown(errno: string): ErrnoWords {
  return { words: errno, next: '' };
}

/** A system call's error as one that an operator can mend; null for any other. */
export function errnoDetail(error: unknown): ErrorDetail | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string' || !('syscall' in error)) return null;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : '';
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return { code: 'disk_full', path };
  return Object.hasOwn(table, error.code) ? { code: 'file_system_failed', path, errno: error.code } : null;
}
