package org.banyan.runtimes.trusted;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Classes and resources of one jar, read whole before the first is used: a build may overwrite the file at any time. */
final class JarClassLoader extends ClassLoader {
    static final int ENTRIES_MAX = 10_000;
    static final long BYTES_MAX = 64L << 20;

    private static final String SCHEME = "contract-jar";

    private final Map<String, byte[]> entries;

    JarClassLoader(Map<String, byte[]> entries, ClassLoader parent) {
        super(parent);
        this.entries = entries;
    }

    /** @throws IOException if the file cannot be read or passes a limit */
    static Map<String, byte[]> read(Path jar) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        long bytes = 0;
        try (InputStream file = Files.newInputStream(jar);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) (BYTES_MAX - bytes + 1));
                bytes += content.length;
                if (bytes > BYTES_MAX || entries.size() >= ENTRIES_MAX) {
                    throw new IOException("it has more than " + BYTES_MAX + " bytes or " + ENTRIES_MAX + " entries");
                }
                entries.put(entry.getName(), content);
            }
        }
        if (entries.isEmpty()) {
            throw new IOException("it is not a jar, or an empty one");
        }
        return entries;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] content = entries.get(name.replace('.', '/') + ".class");
        if (content == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, content, 0, content.length);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        byte[] content = entries.get(name);
        return content == null ? null : url(name, content);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        byte[] content = entries.get(name);
        return Collections.enumeration(content == null ? List.of() : List.of(url(name, content)));
    }

    private static URL url(String name, byte[] content) {
        try {
            return URL.of(URI.create(SCHEME + ":/" + name.replace(' ', '_')), new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new Content(url, content);
                }
            });
        } catch (java.net.MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class Content extends URLConnection {
        private final byte[] content;

        Content(URL url, byte[] content) {
            super(url);
            this.content = content;
        }

        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(content);
        }
    }
}
