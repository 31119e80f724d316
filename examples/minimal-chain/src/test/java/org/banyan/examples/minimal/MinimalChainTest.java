package org.banyan.examples.minimal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.banyan.types.Verdict;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.receipt.Status;
import org.junit.jupiter.api.Test;

class MinimalChainTest {
    private final MinimalChain chain = new MinimalChain();

    @Test
    void a_signed_line_is_packed_and_final() {
        assertThat(chain.sign(chain.newGuest(), "hello")).isEqualTo(Verdict.ACCEPTED);
        Receipt receipt = chain.produce().get(1);
        assertThat(receipt.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(receipt.events()).hasSize(1);
        assertThat(chain.finalBlock()).isEqualTo(chain.head());
    }

    @Test
    void a_line_that_is_too_long_is_refused() {
        assertThat(chain.sign(chain.newGuest(), "x".repeat(200))).isInstanceOf(Verdict.Rejected.class);
        assertThat(chain.produce()).hasSize(2);
    }

    /** The kernel knows no consensus, no token and no vendor: this is all that the smallest chain pulls in. */
    @Test
    void the_chain_needs_the_kernel_and_nothing_else() throws IOException {
        Pattern artifact = Pattern.compile("^\\s+([\\w.]+:[\\w-]+):jar");
        var found = new TreeSet<String>();
        for (String line : Files.readAllLines(Path.of("target", "dependencies.txt"))) {
            var match = artifact.matcher(line);
            if (match.find()) {
                found.add(match.group(1));
            }
        }
        assertThat(List.copyOf(found))
                .containsExactly(
                        "org.banyan:banyan-consensus-api",
                        "org.banyan:banyan-contract-api",
                        "org.banyan:banyan-core",
                        "org.banyan:banyan-spi",
                        "org.banyan:banyan-types",
                        "org.jspecify:jspecify");
    }
}
