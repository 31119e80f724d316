package org.banyan.sdk.contract;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.banyan.contract.CommonFailure;
import org.banyan.types.Bytes;

/**
 * The interface of one contract, from the descriptor that is stored with its code: enough to write calls and read results without generated classes.
 *
 * <p>Immutable, thread-safe.
 */
public final class ContractDescriptor {
    public static final int BYTES_MAX = 4 * 1024 * 1024;
    public static final int FILES_MAX = 256;

    private final ServiceDescriptor service;

    private ContractDescriptor(ServiceDescriptor service) {
        this.service = service;
    }

    /**
     * @param fileDescriptorSet serialized {@code google.protobuf.FileDescriptorSet}, each file after those it imports
     * @param service full name of the service in it
     * @throws IllegalArgumentException if the set does not hold together, exceeds a limit, or has no such service
     */
    public static ContractDescriptor parse(Bytes fileDescriptorSet, String service) {
        return find(fileDescriptorSet, each -> each.getFullName().equals(service), "service '" + service + "'");
    }

    /**
     * The service that declares itself the contract {@code name}.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static ContractDescriptor named(Bytes fileDescriptorSet, String name) {
        return find(fileDescriptorSet, each -> Meaning.contractName(each).equals(name), "contract '" + name + "'");
    }

    private static ContractDescriptor find(Bytes fileDescriptorSet, Predicate<ServiceDescriptor> wanted, String what) {
        if (fileDescriptorSet.size() > BYTES_MAX) {
            throw new IllegalArgumentException("a contract's descriptor has " + fileDescriptorSet.size()
                    + " bytes, more than the limit of " + BYTES_MAX);
        }
        FileDescriptorSet set;
        try {
            set = FileDescriptorSet.parseFrom(fileDescriptorSet.readOnlyArray());
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException("a contract's descriptor does not parse: " + malformed.getMessage());
        }
        if (set.getFileCount() > FILES_MAX) {
            throw new IllegalArgumentException("a contract's descriptor has " + set.getFileCount()
                    + " files, more than the limit of " + FILES_MAX);
        }
        return link(set).stream()
                .flatMap(file -> file.getServices().stream())
                .filter(wanted)
                .findFirst()
                .map(ContractDescriptor::readable)
                .orElseThrow(() -> new IllegalArgumentException("the contract's descriptor has no " + what));
    }

    /** Reads the options once, so that nothing asked of the descriptor later can fail on them. */
    private static ContractDescriptor readable(ServiceDescriptor service) {
        Meaning.contractName(service);
        return new ContractDescriptor(service);
    }

    private static List<FileDescriptor> link(FileDescriptorSet set) {
        Map<String, FileDescriptorProto> waiting = new LinkedHashMap<>();
        set.getFileList().forEach(file -> waiting.putIfAbsent(file.getName(), file));
        Map<String, FileDescriptor> linked = new LinkedHashMap<>();
        boolean progress = true;
        while (!waiting.isEmpty() && progress) {
            progress = false;
            for (FileDescriptorProto file : List.copyOf(waiting.values())) {
                if (linked.keySet().containsAll(file.getDependencyList())) {
                    linked.put(file.getName(), build(file, linked));
                    waiting.remove(file.getName());
                    progress = true;
                }
            }
        }
        if (!waiting.isEmpty()) {
            throw new IllegalArgumentException(
                    "files of the contract's descriptor miss what they import: " + waiting.keySet());
        }
        return new ArrayList<>(linked.values());
    }

    private static FileDescriptor build(FileDescriptorProto file, Map<String, FileDescriptor> linked) {
        FileDescriptor[] imports =
                file.getDependencyList().stream().map(linked::get).toArray(FileDescriptor[]::new);
        try {
            return FileDescriptor.buildFrom(file, imports);
        } catch (DescriptorValidationException | RuntimeException broken) {
            // of some files, such as one with a field without a type, protobuf-java breaks instead of refusing them
            throw new IllegalArgumentException("file " + file.getName()
                    + " of the contract's descriptor does not hold together: " + broken.getMessage());
        }
    }

    /** Full name of the service. */
    public String service() {
        return service.getFullName();
    }

    /** Name that the service's options declare; empty when they declare none. */
    public String name() {
        return Meaning.contractName(service);
    }

    /** Version that the service's options declare. */
    public int version() {
        return Meaning.contractVersion(service);
    }

    /** In the order of the service. */
    public List<Method> methods() {
        return service.getMethods().stream().map(Method::new).toList();
    }

    /** The method with exactly this name, else the one that differs only in the case of its first letter, else that with "Get" before it. */
    public Optional<Method> method(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Stream.of(name, capital, "Get" + capital)
                .map(service::findMethodByName)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(Method::new);
    }

    /** Name of a failure by its code: of the enum that the contract declares for failures, or of those that every contract can have. */
    public Optional<String> failureName(int code) {
        Optional<String> common = Arrays.stream(CommonFailure.values())
                .filter(each -> each.number() == code)
                .map(CommonFailure::name)
                .findFirst();
        return common.isPresent() ? common : ownFailureName(code);
    }

    private Optional<String> ownFailureName(int code) {
        return service.getFile().getEnumTypes().stream()
                .filter(Meaning::isFailures)
                .map(type -> type.findValueByNumber(code))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(ContractDescriptor::withoutPrefix);
    }

    /** The event's message by its simple name. */
    public Optional<Descriptor> event(String name) {
        return Optional.ofNullable(service.getFile().findMessageTypeByName(name));
    }

    /** {@code FAILURE_TOO_LOW} of an enum Failure is TOO_LOW. */
    private static String withoutPrefix(EnumValueDescriptor value) {
        EnumDescriptor type = value.getType();
        String prefix = type.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT) + "_";
        return value.getName().startsWith(prefix) ? value.getName().substring(prefix.length()) : value.getName();
    }

    /** A method with the messages that it takes and gives. */
    public record Method(MethodDescriptor descriptor) {
        public String name() {
            return descriptor.getName();
        }

        /** Whether it only reads and can be called without a transaction. */
        public boolean view() {
            return Meaning.isView(descriptor);
        }

        public Descriptor request() {
            return descriptor.getInputType();
        }

        public Descriptor response() {
            return descriptor.getOutputType();
        }

        /** Such as {@code Transfer {to: address, amount: amount}}: what one has to know to call it. */
        public String signature() {
            return name() + " " + FieldKind.outline(request());
        }
    }
}
