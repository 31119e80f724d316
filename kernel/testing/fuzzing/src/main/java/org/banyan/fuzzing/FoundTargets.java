package org.banyan.fuzzing;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the targets of one module in its compiled tests. */
final class FoundTargets {
    private static final String CLASS_SUFFIX = "FuzzTest.class";

    private FoundTargets() {}

    /**
     * @param module folder of a module whose tests are compiled
     * @param libraries class path of its tests without its own classes
     */
    static List<LiveJob> in(Path module, String libraries) throws IOException, ClassNotFoundException {
        Path tests = module.resolve("target/test-classes");
        String classPath =
                tests + File.pathSeparator + module.resolve("target/classes") + File.pathSeparator + libraries;
        List<LiveJob> found = new ArrayList<>();
        try (URLClassLoader loader = new URLClassLoader(urls(classPath), FoundTargets.class.getClassLoader());
                Stream<Path> files = Files.walk(tests)) {
            for (Path file : files.filter(each -> each.toString().endsWith(CLASS_SUFFIX))
                    .sorted()
                    .toList()) {
                String name = tests.relativize(file).toString().replace(File.separatorChar, '.');
                Class<?> test = loader.loadClass(name.substring(0, name.length() - ".class".length()));
                Arrays.stream(test.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(FuzzTarget.class))
                        .sorted(Comparator.comparing(Method::getName))
                        .forEach(method -> found.add(new LiveJob(
                                module,
                                classPath,
                                test.getName(),
                                method.getName(),
                                Corpus.of(test, method.getName()))));
            }
        }
        return found;
    }

    private static URL[] urls(String classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
