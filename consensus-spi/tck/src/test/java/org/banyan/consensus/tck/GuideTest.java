package org.banyan.consensus.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide shows the code of the example that is built and tested, not a copy that has aged. */
class GuideTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path EXAMPLE = ROOT.resolve("examples/notary-consensus/src");
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\S+) (\\S+) -->\\n```java\\n(.*?)\\n```", Pattern.DOTALL);

    @Test
    void every_snippet_of_the_guide_stands_in_the_example() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/guides/write-a-consensus.md"));
        Matcher shown = SNIPPET.matcher(guide);
        int count = 0;
        while (shown.find()) {
            count++;
            assertThat(shown.group(3))
                    .as("snippet %s of %s", shown.group(2), shown.group(1))
                    .isEqualTo(snippet(shown.group(1), shown.group(2)));
        }
        assertThat(count).as("snippets").isGreaterThanOrEqualTo(7);
        assertThat(guide.split("```java", -1))
                .as("every block of Java names its source")
                .hasSize(count + 1);
    }

    private static String snippet(String file, String name) throws IOException {
        Matcher found = Pattern.compile(
                        "^ *// snippet: " + name + "\\n(.*?)\\n *// end snippet$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(EXAMPLE.resolve(file)));
        assertThat(found.find()).as("snippet %s in %s", name, file).isTrue();
        return found.group(1).stripIndent();
    }
}
