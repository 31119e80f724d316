package org.banyan.cli.key;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.ExitCode;
import picocli.CommandLine.Option;

/** Where the password of a key comes from: a file, or the person at the terminal. Never an argument: those stand in process lists. */
public final class PasswordOptions {
    private static final int FILE_BYTES_MAX = 4096;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with the key's password on its first line; else the password is asked for.")
    private Path file = Path.of("");

    /** The password of an existing key. The caller wipes it. */
    public char[] read(String name) {
        return file.toString().isEmpty() ? ask("Password of key " + name + ": ") : fromFile();
    }

    /** The password of a new key, asked for twice. The caller wipes it. */
    public char[] choose(String name) {
        if (!file.toString().isEmpty()) {
            return fromFile();
        }
        char[] first = ask("New password of key " + name + ": ");
        char[] second = ask("The same again: ");
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, ' ');
        if (!same) {
            Arrays.fill(first, ' ');
            throw new CliException(
                    ExitCode.KEY, "KEY_PASSWORDS_DIFFER", "the two passwords differ", "run the command again");
        }
        return first;
    }

    private char[] fromFile() {
        try (var stream = Files.newBufferedReader(file)) {
            char[] buffer = new char[FILE_BYTES_MAX];
            int size = Math.max(0, stream.read(buffer));
            int end = 0;
            while (end < size && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            char[] password = Arrays.copyOf(buffer, end);
            Arrays.fill(buffer, ' ');
            return password;
        } catch (IOException unreadable) {
            throw new CliException(
                    ExitCode.KEY,
                    "KEY_PASSWORD_FILE",
                    "the password file " + file + " cannot be read: " + unreadable.getMessage(),
                    "check its path and permissions");
        }
    }

    private static char[] ask(String prompt) {
        // the built-in console is null without a terminal, the others never are
        System.setProperty("jdk.console", "java.base");
        Console console = System.console();
        char[] password = console == null ? null : console.readPassword("%s", prompt);
        if (password == null) {
            throw new CliException(
                    ExitCode.KEY,
                    "KEY_PASSWORD_MISSING",
                    "there is no terminal to ask for the password",
                    "give it in a file: --password-file FILE");
        }
        return password;
    }
}
