package org.banyan.runtimes.trusted;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.banyan.contract.TrustedContract;

/** Compiles small contracts into jars. */
final class TestJars {
    private static final String SOURCE = """
            package jar;
            import org.banyan.contract.*;
            import org.banyan.types.Bytes;
            public final class Echo implements TrustedContract, Contract {
                public Contract create() { return this; }
                public ContractInterface describe() {
                    return new ContractInterface("NAME", VERSION, "jar.Echo", java.util.List.of(), Bytes.EMPTY);
                }
                public Bytes call(String method, Bytes arguments, ContractContext context) { return Bytes.utf8("ANSWER"); }
                public void check(String method, Bytes arguments) {}
                public AccessSet access(String method, Bytes arguments, CallSite site) { return AccessSet.UNKNOWN; }
            }
            """;

    private TestJars() {}

    static void echo(Path jar, Path work, String name, int version, String answer) throws IOException {
        Path source = Files.createDirectories(work.resolve("source-" + name + version + answer + "/jar"))
                .resolve("Echo.java");
        Files.writeString(
                source,
                SOURCE.replace("NAME", name).replace("VERSION", "" + version).replace("ANSWER", answer));
        Path classes = Files.createDirectories(work.resolve("classes-" + name + version + answer));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        if (failed != 0) {
            throw new AssertionError("the test contract does not compile");
        }
        pack(
                jar,
                List.of("jar/Echo.class", "META-INF/services/" + TrustedContract.class.getName()),
                List.of(
                        Files.readAllBytes(classes.resolve("jar/Echo.class")),
                        "jar.Echo".getBytes(StandardCharsets.UTF_8)));
    }

    static void pack(Path jar, List<String> names, List<byte[]> contents) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < names.size(); i++) {
                out.putNextEntry(new JarEntry(names.get(i)));
                out.write(contents.get(i));
            }
        }
    }
}
