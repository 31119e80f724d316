package org.banyan.archrules.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedArtifactsTest {
    /** The BOM itself, the rules that only this build runs, the fuzz targets of this build, and tests that are modules. */
    private static final List<String> NOT_FOR_USERS = List.of("banyan-bom", "banyan-archrules", "banyan-fuzzing");

    private final Repository repository = Repository.here();

    @Test
    void the_bom_lists_every_module_that_users_may_depend_on() {
        String bom = repository.read("bom/pom.xml");

        assertThat(repository.artifacts())
                .filteredOn(artifact -> !NOT_FOR_USERS.contains(artifact) && !artifact.endsWith("-it"))
                .isNotEmpty()
                .allSatisfy(artifact -> assertThat(bom)
                        .as("bom/pom.xml lists %s, or NOT_FOR_USERS says why not", artifact)
                        .contains("<artifactId>" + artifact + "</artifactId>"));
    }
}
