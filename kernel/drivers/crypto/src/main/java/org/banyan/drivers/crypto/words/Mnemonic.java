package org.banyan.drivers.crypto.words;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.banyan.types.Bytes;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/** A BIP-39 phrase of English words that a key can be restored from. It is the secret: it does not print itself, and errors do not repeat it. Immutable. */
public final class Mnemonic {
    /** 24 words hold this much. */
    public static final int ENTROPY_BYTES = 32;

    private static final int ENTROPY_BYTES_MIN = 16;
    private static final int BITS_PER_WORD = 11;
    private static final int WORDS_MAX = 24;
    private static final int PHRASE_CHARACTERS_MAX = 512;
    private static final int SEED_ITERATIONS = 2048;
    private static final int SEED_BITS = 512;

    private final List<String> words;

    private Mnemonic(List<String> words) {
        this.words = List.copyOf(words);
    }

    /** @throws IllegalArgumentException unless {@code entropy} has 16, 20, 24, 28 or 32 bytes */
    public static Mnemonic of(Bytes entropy) {
        int size = entropy.size();
        if (size < ENTROPY_BYTES_MIN || size > ENTROPY_BYTES || size % 4 != 0) {
            throw new IllegalArgumentException("a phrase holds 16, 20, 24, 28 or 32 bytes but got " + size);
        }
        byte[] bits = Arrays.copyOf(entropy.readOnlyArray(), size + 1);
        bits[size] = checksum(entropy.readOnlyArray());
        List<String> words = new ArrayList<>();
        for (int word = 0; word < size * 3 / 4; word++) {
            int index = 0;
            for (int bit = word * BITS_PER_WORD; bit < (word + 1) * BITS_PER_WORD; bit++) {
                index = index << 1 | (bits[bit / 8] >>> (7 - bit % 8)) & 1;
            }
            words.add(EnglishWords.at(index));
        }
        return new Mnemonic(words);
    }

    /**
     * Reads 12, 15, 18, 21 or 24 words between any white space, in any case.
     *
     * @throws IllegalArgumentException naming the position of an unknown word, or if the checksum does not fit
     */
    public static Mnemonic parse(String phrase) {
        if (phrase.length() > PHRASE_CHARACTERS_MAX) {
            throw new IllegalArgumentException("a phrase has at most " + PHRASE_CHARACTERS_MAX + " characters");
        }
        List<String> words = List.of(phrase.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        int count = words.size();
        if (count % 3 != 0 || count < WORDS_MAX / 2 || count > WORDS_MAX) {
            throw new IllegalArgumentException("a phrase has 12, 15, 18, 21 or 24 words but this has " + count);
        }
        byte[] bits = new byte[count * 4 / 3 + 1];
        for (int word = 0; word < count; word++) {
            int index = EnglishWords.indexOf(words.get(word));
            if (index < 0) {
                throw new IllegalArgumentException(
                        "word " + (word + 1) + " of the phrase is not in the English BIP-39 list; check its spelling");
            }
            for (int i = 0; i < BITS_PER_WORD; i++) {
                int bit = word * BITS_PER_WORD + i;
                bits[bit / 8] |= (byte) ((index >>> (BITS_PER_WORD - 1 - i) & 1) << (7 - bit % 8));
            }
        }
        Mnemonic mnemonic = of(Bytes.wrap(Arrays.copyOf(bits, bits.length - 1)));
        if (!mnemonic.words.equals(words)) {
            throw new IllegalArgumentException(
                    "the checksum of the phrase does not fit: a word is wrong or two are exchanged; compare it with your note");
        }
        return mnemonic;
    }

    /** The words themselves, to be shown once. */
    public List<String> reveal() {
        return words;
    }

    /** BIP-39's seed of 64 bytes; a different passphrase leads to different keys. */
    Bytes seed(String passphrase) {
        byte[] salt = Normalizer.normalize("mnemonic" + passphrase, Normalizer.Form.NFKD)
                .getBytes(StandardCharsets.UTF_8);
        byte[] phrase = String.join(" ", words).getBytes(StandardCharsets.US_ASCII);
        try {
            PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
            generator.init(phrase, salt, SEED_ITERATIONS);
            return Bytes.wrap(((KeyParameter) generator.generateDerivedParameters(SEED_BITS)).getKey());
        } finally {
            Arrays.fill(phrase, (byte) 0);
        }
    }

    /** First bits of SHA-256, one per 32 bits of entropy, left-aligned. */
    private static byte checksum(byte[] entropy) {
        try {
            int bits = entropy.length / 4;
            int first = MessageDigest.getInstance("SHA-256").digest(entropy)[0] & 0xff;
            return (byte) (first >>> (8 - bits) << (8 - bits));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Mnemonic[" + words.size() + " words hidden]";
    }
}
