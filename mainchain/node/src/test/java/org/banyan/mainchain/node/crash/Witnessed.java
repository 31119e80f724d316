package org.banyan.mainchain.node.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.crypto.SignatureType;

/** What processes told the world before they died, and must never be taken back. */
final class Witnessed {
    private final Map<Height, BlockId> finalBlocks = new TreeMap<>();
    private final Map<SignatureType, long[]> signed = new TreeMap<>();
    private final List<String> other = new ArrayList<>();

    /** Reads what {@code process} says until it ends. */
    static Witnessed of(Process process, Witnessed before) throws IOException {
        Witnessed all = new Witnessed();
        all.finalBlocks.putAll(before.finalBlocks);
        all.signed.putAll(before.signed);
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                all.hear(line);
            }
        }
        return all;
    }

    private void hear(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "final" -> {
                Height height = new Height(Long.parseLong(words[1]));
                BlockId block = BlockId.fromHex(words[2]);
                assertThat(finalBlocks.getOrDefault(height, block))
                        .as("what two processes say is final at height %s", height)
                        .isEqualTo(block);
                finalBlocks.put(height, block);
            }
            case "signed" -> {
                long[] position = {Long.parseLong(words[2]), Long.parseLong(words[3])};
                long[] earlier = signed.put(SignatureType.valueOf(words[1]), position);
                assertThat(earlier == null || isAtOrBefore(earlier, position))
                        .as("signature %s never goes back", line)
                        .isTrue();
            }
            default -> other.add(line);
        }
    }

    static boolean isAtOrBefore(long[] one, long[] later) {
        return one[0] < later[0] || one[0] == later[0] && one[1] <= later[1];
    }

    Map<Height, BlockId> finalBlocks() {
        return finalBlocks;
    }

    /** Last position (major, minor) that was signed, by type. */
    Map<SignatureType, long[]> signed() {
        return signed;
    }

    /** Everything else, such as a stack trace. */
    List<String> other() {
        return other;
    }

    /** The number in the line {@code <word> <number>}. */
    int number(String word) {
        return other.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> Integer.parseInt(line.substring(word.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line '" + word + "' in " + other));
    }
}
