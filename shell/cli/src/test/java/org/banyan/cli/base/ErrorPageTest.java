package org.banyan.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.banyan.sdk.error.BanyanException;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.ReasonRule;
import org.junit.jupiter.api.Test;

/** Every reason has its place on the page that errors point to. */
class ErrorPageTest {
    private static final Path PAGE = Path.of("../../docs/errors.md");
    private static final String BEGIN = "<!-- begin of the generated list -->\n";
    private static final String END = "<!-- end of the generated list -->\n";

    private static String list() {
        StringBuilder list =
                new StringBuilder("\n| Reason | Status code | Exit code | Again? | What is wrong | What to do |\n"
                        + "|---|---|---|---|---|---|\n");
        Arrays.stream(ErrorReason.values())
                .filter(reason -> reason != ErrorReason.UNRECOGNIZED && reason != ErrorReason.ERROR_REASON_UNSPECIFIED)
                .forEach(reason -> list.append(row(reason)));
        return list.append('\n').toString();
    }

    private static String row(ErrorReason reason) {
        ReasonRule rule = BanyanException.rule(reason);
        int exit =
                ErrorReport.of(BanyanException.of(reason, "", Map.of())).exit().code();
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %d | %s | %s | %s |\n",
                BanyanException.name(reason),
                rule.getCode(),
                exit,
                rule.getRetryable() ? "yes" : "no",
                rule.getCause(),
                rule.getFix());
    }

    @Test
    void the_page_of_errors_lists_every_reason_as_it_is() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String after = page.substring(page.indexOf(END));

        assertThat(page).as("the list in %s; replace it by:%n%s", PAGE, list()).isEqualTo(before + list() + after);
    }
}
