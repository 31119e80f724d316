package org.banyan.archrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.banyan.archrules.examples.Breaks;
import org.banyan.archrules.examples.Impure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeterminismRulesTest {
    @ParameterizedTest
    @MethodSource("impureExamples")
    void each_impure_example_breaks_exactly_its_rule(Class<?> example) {
        List<Use> uses = usesOf(example);

        List<String> broken = rules().stream()
                .filter(rule -> uses.stream().anyMatch(rule::isBrokenBy))
                .map(Rule::id)
                .toList();

        assertThat(broken).containsExactly(example.getAnnotation(Breaks.class).value());
    }

    @Test
    void every_rule_is_broken_by_an_example() {
        assertThat(impureExamples().map(each -> each.getAnnotation(Breaks.class).value()))
                .containsAll(rules().stream().map(Rule::id).toList());
    }

    @Test
    void pure_lookalikes_break_no_rule() {
        List<Use> uses = new ArrayList<>();
        for (String name : List.of("Pure", "Pure$Kind", "Pure$Event", "Pure$Event$Arrived", "Pure$Event$Left")) {
            uses.addAll(usesOf("examples/" + name));
        }

        assertThatCode(() -> rules().forEach(rule -> rule.check(uses))).doesNotThrowAnyException();
    }

    @Test
    void a_message_names_the_rule_the_place_and_what_to_do_instead() {
        List<Use> uses = usesOf("examples/Impure$ReadsInstant");

        assertThatThrownBy(() -> DeterminismRules.CLOCK.check(uses))
                .hasMessageStartingWith("[pure/clock] ")
                .hasMessageContaining("Instead: take the time from an event or a header field")
                .hasMessageContaining("at org.banyan.archrules.examples.Impure$ReadsInstant.now(Impure.java:")
                .hasMessageContaining("uses java.time.Instant.now");
    }

    @Test
    void the_one_thread_local_is_allowed_where_its_reason_stands_and_nowhere_else() {
        assertThat(threadLocalIn("org.banyan.types.crypto.Sha256")).isFalse();
        assertThat(threadLocalIn("org.banyan.types.crypto.Sha256$Scratch")).isFalse();
        assertThat(threadLocalIn("org.banyan.types.crypto.Sha256Fast")).isTrue();
        assertThat(threadLocalIn("org.banyan.types.Hash")).isTrue();
    }

    private static boolean threadLocalIn(String user) {
        return DeterminismRules.THREADS.isBrokenBy(
                new Use(Use.Kind.CALL, "java.lang.ThreadLocal", "get", "()Ljava/lang/Object;", user, user));
    }

    static Stream<Class<?>> impureExamples() {
        return Arrays.stream(Impure.class.getDeclaredClasses()).filter(each -> each.isAnnotationPresent(Breaks.class));
    }

    private static List<Rule> rules() {
        var rules = new ArrayList<>(DeterminismRules.ALL);
        rules.add(StructureRules.STATIC_STATE);
        return rules;
    }

    private static List<Use> usesOf(Class<?> example) {
        return usesOf("examples/"
                + example.getName().substring(example.getPackageName().length() + 1));
    }

    private static List<Use> usesOf(String resource) {
        try (InputStream in = DeterminismRulesTest.class.getResourceAsStream(resource + ".class")) {
            return BytecodeScan.usesIn(Objects.requireNonNull(in, resource).readAllBytes());
        } catch (IOException e) {
            throw new AssertionError("cannot read " + resource, e);
        }
    }
}
