package org.banyan.drivers.store.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.StoreLockedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelDbOwnershipTest {
    @TempDir
    Path directory;

    @Test
    void store_13_another_process_is_told_who_has_the_directory_open() throws Exception {
        StoreFolder folder = new StoreFolder(directory);
        Process holder = StoreProcess.start("hold", directory);
        try (BufferedReader out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("open");

            assertThatThrownBy(folder::open)
                    .isInstanceOf(StoreLockedException.class)
                    .hasMessageContainingAll(directory.toString(), "process " + holder.pid());

            holder.outputWriter().close();
            assertThat(holder.waitFor()).isZero();
        } finally {
            holder.destroyForcibly();
        }
        folder.open().close();
    }

    @Test
    void a_refused_second_opening_in_this_process_does_not_let_another_process_in() throws Exception {
        StoreFolder folder = new StoreFolder(directory);
        try (KeyValueStore store = folder.open()) {
            assertThatThrownBy(folder::open)
                    .isInstanceOf(StoreLockedException.class)
                    .hasMessageContaining("this process");

            Process other = StoreProcess.start("hold", directory);
            try (BufferedReader out = other.inputReader()) {
                assertThat(out.readLine())
                        .contains(
                                "StoreLockedException",
                                "process " + ProcessHandle.current().pid());
            } finally {
                other.destroyForcibly();
            }
            assertThat(store.sizeBytes()).isPositive();
        }
    }

    @Test
    void a_killed_owner_leaves_the_directory_free() throws Exception {
        Process holder = StoreProcess.start("hold", directory);
        try (BufferedReader out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("open");
        } finally {
            holder.destroyForcibly();
        }
        holder.waitFor();

        assertThat(directory.resolve(DirectoryOwner.OWNER_FILE)).exists();
        new StoreFolder(directory).open().close();
        assertThat(directory.resolve(DirectoryOwner.OWNER_FILE)).doesNotExist();
    }

    @Test
    void a_failed_opening_leaves_the_directory_free() throws Exception {
        Files.write(directory.resolve("CURRENT"), new byte[] {1});
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> new StoreFolder(directory).open())
                    .isInstanceOf(StoreException.class)
                    .isNotInstanceOf(StoreLockedException.class);
        }
    }

    @Test
    void a_file_in_place_of_the_directory_is_reported() throws Exception {
        Path file = Files.write(directory.resolve("file"), new byte[1]);

        assertThatThrownBy(() -> new StoreFolder(file).open())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void the_unpacked_library_is_left_neither_in_the_directory_nor_in_the_temporary_folder() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Path data = directory.resolve("data");
        Process holder = StoreProcess.start("hold", data, "-Djava.io.tmpdir=" + temporary);
        try (BufferedReader out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("open");
        } finally {
            holder.destroyForcibly();
        }
        holder.waitFor();

        assertThat(data.resolve(NativeLibrary.FOLDER)).doesNotExist();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.map(Path::toFile).map(File::getName).filter(name -> name.contains("leveldb")))
                    .isEmpty();
        }
    }
}
