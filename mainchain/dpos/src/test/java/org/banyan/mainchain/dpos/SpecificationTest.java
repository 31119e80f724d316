package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.banyan.types.RuleId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code docs/spec/dpos.md} and the tests belong together. */
class SpecificationTest {
    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z]+-?\\d+) \\|.*");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");

    @Test
    void every_line_of_the_specification_names_tests_and_they_exist() throws Exception {
        List<String> rows =
                page().lines().filter(line -> ROW.matcher(line).matches()).toList();
        assertThat(rows).hasSizeGreaterThan(35);
        for (String row : rows) {
            Matcher test = TEST.matcher(row);
            List<String> named = new ArrayList<>();
            while (test.find()) {
                Class<?> tests = Class.forName(getClass().getPackageName() + "." + test.group(1));
                String method = test.group(2);
                assertThat(tests.getDeclaredMethods())
                        .as("%s of %s", method, tests.getSimpleName())
                        .anyMatch(each -> each.getName().equals(method) && isTest(each));
                named.add(method);
            }
            assertThat(named).as(row).isNotEmpty();
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    @Test
    void every_rule_stands_in_the_specification() throws Exception {
        TreeSet<String> rules = new TreeSet<>();
        for (var field : DposRules.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                rules.add(((RuleId) field.get(null)).text());
            }
        }
        TreeSet<String> written = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| (DPOS-\\d+) \\|").matcher(page());
        while (row.find()) {
            written.add(row.group(1));
        }
        assertThat(written).isNotEmpty().isEqualTo(rules);
        assertThat(Arrays.asList(DposRules.class.getDeclaredFields())).hasSameSizeAs(rules);
    }

    private static String page() throws IOException {
        // tests run in the module's folder
        return Files.readString(Path.of("../..").resolve("docs/spec/dpos.md"));
    }
}
