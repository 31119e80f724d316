package org.banyan.fuzzing;

import java.nio.file.Path;

/** One target to be run live. */
record LiveJob(Path module, String classPath, String testClass, String method, Corpus corpus) {
    /** As shown and as the name of its folder: with its package, for modules have targets of the same name and run at the same time. */
    String name() {
        return testClass + "." + method;
    }

    /** As {@link LiveTarget} takes it. */
    String argument() {
        return testClass + "#" + method;
    }

    /** Its corpus in the source tree. */
    Path corpusFile() {
        String folder = testClass.substring(0, testClass.lastIndexOf('.')).replace('.', '/');
        return module.resolve("src/test/resources").resolve(folder).resolve(Corpus.fileName(simpleName(), method));
    }

    private String simpleName() {
        return testClass.substring(testClass.lastIndexOf('.') + 1);
    }
}
