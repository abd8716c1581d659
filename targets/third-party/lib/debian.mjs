import { execFileSync } from 'node:child_process';

/** The installed version of a Debian package. @throws Error with the cure when it is not installed */
export function debianVersion(name) {
  try {
    return execFileSync('dpkg-query', ['-W', '-f', '${Version}', name], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    throw new Error(`The Debian package ${name} is not installed: apt-get install ${name}`);
  }
}

/** The one installed file of a Debian package whose path ends so. */
export function debianFile(name, ending) {
  const files = execFileSync('dpkg', ['-L', name], { encoding: 'utf8' }).split('\n');
  const found = files.find((file) => file.endsWith(ending));
  if (found === undefined)
    throw new Error(`The Debian package ${name} holds no file that ends with ${ending}`);
  return found;
}
