package org.banyan.drivers.crypto.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** BIP-39's 2048 English words, which are in alphabetical order. */
final class EnglishWords {
    static final int COUNT = 2048;

    private static final String FILE = "english.txt";
    private static final String SHA_256 = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda";
    private static final List<String> WORDS = load();

    private EnglishWords() {}

    static String at(int index) {
        return WORDS.get(index);
    }

    /** Position of a word, or negative. */
    static int indexOf(String word) {
        return Collections.binarySearch(WORDS, word);
    }

    private static List<String> load() {
        try (InputStream stream = EnglishWords.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("the word list " + FILE + " is missing from this program");
            }
            byte[] bytes = stream.readAllBytes();
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            if (!hash.equals(SHA_256)) {
                throw new IllegalStateException(
                        "the word list " + FILE + " has SHA-256 " + hash + " instead of " + SHA_256);
            }
            return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("the word list " + FILE + " cannot be read", failed);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
