import { spawn } from 'node:child_process';

/**
 * Runs a command and collects what it prints. `timeoutMs` ends the command and everything it started.
 * Resolves to { code, output, timedOut, ms }; never rejects.
 */
export function run(command, args, { timeoutMs, echo = false, env, cwd } = {}) {
  return new Promise((resolve) => {
    const startedMs = Date.now();
    // A process group of its own, so that a time-out also ends the children.
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    let timedOut = false;
    const take = (chunk) => {
      output += chunk;
      if (echo) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const timer =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true;
        endGroup(child.pid);
      }, timeoutMs);
    const interrupted = () => endGroup(child.pid);
    process.once('exit', interrupted);
    const finish = (code) => {
      clearTimeout(timer);
      process.off('exit', interrupted);
      resolve({ code, output, timedOut, ms: Date.now() - startedMs });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on('close', (code) => {
      // What a test left running in its group must not disturb the next one.
      endGroup(child.pid);
      finish(code ?? 1);
    });
  });
}

function endGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already, which is what was wanted.
  }
}

/** Runs a step of a script; on failure shows its output and ends the script with its exit code. */
export async function must(what, command, args, options) {
  const result = await run(command, args, options);
  if (result.code !== 0) {
    process.stderr.write(`${result.output}\n${what} failed (exit code ${result.code})\n`);
    process.exit(result.code);
  }
  return result;
}
