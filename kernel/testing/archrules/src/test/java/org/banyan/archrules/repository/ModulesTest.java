package org.banyan.archrules.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ModulesTest {
    private static final Pattern RUNS_THE_RULES = Pattern.compile("implements (Pure)?ModuleRules\\b");

    private final Repository repository = Repository.here();

    @Test
    void every_module_with_code_runs_the_architecture_rules() {
        assertThat(modulesWithCode())
                .isNotEmpty()
                .allSatisfy(module -> assertThat(repository.javaFiles(module + "/src/test/java"))
                        .as("%s needs one test: class ArchitectureTest implements ModuleRules {}", module)
                        .anyMatch(this::runsTheRules));
    }

    @Test
    void every_module_with_code_has_a_name_of_its_own_for_the_module_path() {
        assertThat(modulesWithCode())
                .allSatisfy(module -> assertThat(repository.read(module + "/pom.xml"))
                        .as("%s/pom.xml sets the property module.name", module)
                        .contains("<module.name>org.banyan."));
    }

    private List<String> modulesWithCode() {
        return repository.modules().stream()
                .filter(module ->
                        !repository.javaFiles(module + "/src/main/java").isEmpty())
                .toList();
    }

    private boolean runsTheRules(Path file) {
        return RUNS_THE_RULES
                .matcher(repository.read(repository.root().relativize(file).toString()))
                .find();
    }
}
