package org.banyan.archrules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes small class files of any name, so that structure rules meet modules that do not exist. Names have dots. */
final class ClassFiles {
    private final Path root;

    ClassFiles(Path root) {
        this.root = root;
    }

    /** A class that does nothing. */
    ClassFiles empty(String name) throws IOException {
        return write(name, start(name));
    }

    /** A class whose method {@code run} calls {@code Callee.run()}. */
    ClassFiles calling(String name, String callee) throws IOException {
        write(name, callerOf(name, callee));
        return this;
    }

    ClassFiles withField(String name, String field) throws IOException {
        ClassWriter type = start(name);
        type.visitField(Opcodes.ACC_PRIVATE, field, "I", null, null).visitEnd();
        return write(name, type);
    }

    ClassFiles packageInfo(String pack, boolean nullMarked) throws IOException {
        ClassWriter type = new ClassWriter(0);
        type.visit(
                Opcodes.V21,
                Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNTHETIC,
                internal(pack + ".package-info"),
                null,
                "java/lang/Object",
                null);
        if (nullMarked) {
            type.visitAnnotation("Lorg/jspecify/annotations/NullMarked;", true).visitEnd();
        }
        return write(pack + ".package-info", type);
    }

    static byte[] call(String name, String callee) {
        return callerOf(name, callee).toByteArray();
    }

    static byte[] annotated(String name, String annotation) {
        ClassWriter type = start(name);
        MethodVisitor method = type.visitMethod(Opcodes.ACC_ABSTRACT, "run", "()V", null, null);
        method.visitAnnotation(Type.getObjectType(internal(annotation)).getDescriptor(), true)
                .visitEnd();
        method.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    static byte[] holdingListOf(String name, String element) {
        ClassWriter type = start(name);
        String signature = "Ljava/util/List<L" + internal(element) + ";>;";
        type.visitField(Opcodes.ACC_PRIVATE, "all", "Ljava/util/List;", signature, null)
                .visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    private static ClassWriter callerOf(String name, String callee) {
        ClassWriter type = start(name);
        MethodVisitor method = type.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
        method.visitCode();
        method.visitMethodInsn(Opcodes.INVOKESTATIC, internal(callee), "run", "()V", false);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return type;
    }

    private static ClassWriter start(String name) {
        ClassWriter type = new ClassWriter(0);
        type.visit(
                Opcodes.V21, Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, internal(name), null, "java/lang/Object", null);
        type.visitSource(name.substring(name.lastIndexOf('.') + 1) + ".java", null);
        return type;
    }

    private ClassFiles write(String name, ClassWriter type) throws IOException {
        type.visitEnd();
        Path file = root.resolve(internal(name) + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, type.toByteArray());
        return this;
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }
}
