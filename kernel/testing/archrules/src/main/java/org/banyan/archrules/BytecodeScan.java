package org.banyan.archrules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Lists what one class file does, down to single instructions: ArchUnit sees neither local floating-point arithmetic nor {@code synchronized} blocks, and
 * does not tell {@code Map.of()} from {@code new TreeMap<>()}.
 */
final class BytecodeScan {
    static final String FLOATING_POINT = "floating-point arithmetic";
    static final String SYNCHRONIZED = "synchronized";
    static final String VOLATILE = "a volatile field";
    static final String MUTABLE_STATIC = "a static field that is not final";
    static final String IDENTITY = "hashCode() or toString() of java.lang.Object";
    static final String FINALIZER = "finalize()";

    /** Packages that the compiler itself links lambdas, string concatenation, records and switches to. */
    private static final List<String> COMPILER_SUPPORT = List.of("java.lang.invoke.", "java.lang.runtime.");

    private static final Set<Integer> FLOATING_OPCODES = floatingOpcodes();

    private final List<Use> uses = new ArrayList<>();
    private final ClassNode type = new ClassNode();
    private final String user;
    private String place = "";

    private BytecodeScan(byte[] classFile) {
        new ClassReader(classFile).accept(type, ClassReader.SKIP_FRAMES);
        user = dotted(type.name);
    }

    /** Everything {@code classFile} does, in the order of the file. */
    static List<Use> usesIn(byte[] classFile) {
        var scan = new BytecodeScan(classFile);
        scan.readType();
        return List.copyOf(scan.uses);
    }

    private void readType() {
        place = user + "(" + type.sourceFile + ")";
        if (type.superName != null) {
            mention(Type.getObjectType(type.superName));
        }
        generics(type.signature);
        annotations(type.visibleAnnotations, type.invisibleAnnotations);
        for (String each : type.interfaces) {
            add(Use.Kind.IMPLEMENTS, dotted(each), "", "");
        }
        type.fields.forEach(this::readField);
        type.methods.forEach(this::readMethod);
    }

    private void readField(FieldNode field) {
        place = user + "." + field.name + "(" + type.sourceFile + ")";
        mention(Type.getType(field.desc));
        generics(field.signature);
        annotations(field.visibleAnnotations, field.invisibleAnnotations);
        if (has(field.access, Opcodes.ACC_VOLATILE)) {
            code(VOLATILE);
        }
        boolean written = !has(field.access, Opcodes.ACC_SYNTHETIC);
        if (written && has(field.access, Opcodes.ACC_STATIC) && !has(field.access, Opcodes.ACC_FINAL)) {
            code(MUTABLE_STATIC);
        }
    }

    private void readMethod(MethodNode method) {
        at(method, 0);
        mentionAll(method.desc);
        generics(method.signature);
        annotations(method.visibleAnnotations, method.invisibleAnnotations);
        if (has(method.access, Opcodes.ACC_SYNCHRONIZED)) {
            code(SYNCHRONIZED);
        }
        if (method.name.equals("finalize") && method.desc.equals("()V")) {
            code(FINALIZER);
        }
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode line) {
                at(method, line.line);
            } else {
                readInstruction(instruction);
            }
        }
        at(method, 0);
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            if (block.type != null) {
                add(Use.Kind.CATCH, dotted(block.type), "", "");
            }
        }
    }

    private void readInstruction(AbstractInsnNode instruction) {
        if (FLOATING_OPCODES.contains(instruction.getOpcode())) {
            code(FLOATING_POINT);
        }
        switch (instruction) {
            case MethodInsnNode call -> {
                call(call.owner, call.name, call.desc);
                if (isIdentityOfObject(call)) {
                    code(IDENTITY);
                }
            }
            case FieldInsnNode field -> {
                add(Use.Kind.FIELD, dotted(field.owner), field.name, "");
                mention(Type.getType(field.desc));
            }
            case TypeInsnNode named -> mention(Type.getObjectType(named.desc));
            case MultiANewArrayInsnNode array -> mention(Type.getType(array.desc));
            case InvokeDynamicInsnNode dynamic -> {
                mentionAll(dynamic.desc);
                for (Object argument : dynamic.bsmArgs) {
                    constant(argument);
                }
            }
            case LdcInsnNode literal -> constant(literal.cst);
            case IntInsnNode array
            when array.getOpcode() == Opcodes.NEWARRAY -> {
                if (array.operand == Opcodes.T_FLOAT || array.operand == Opcodes.T_DOUBLE) {
                    code(FLOATING_POINT);
                }
            }
            default -> {
                if (instruction.getOpcode() == Opcodes.MONITORENTER) {
                    code(SYNCHRONIZED);
                }
            }
        }
    }

    private static boolean isIdentityOfObject(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESPECIAL
                && call.owner.equals("java/lang/Object")
                && (call.name.equals("hashCode") || call.name.equals("toString"));
    }

    private void constant(Object constant) {
        switch (constant) {
            case Handle method
            when method.getDesc().startsWith("(") -> call(method.getOwner(), method.getName(), method.getDesc());
            case Handle field -> add(Use.Kind.FIELD, dotted(field.getOwner()), field.getName(), "");
            case Type named when named.getSort() == Type.METHOD -> mentionAll(named.getDescriptor());
            case Type named -> mention(named);
            case ConstantDynamic dynamic -> {
                for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                    constant(dynamic.getBootstrapMethodArgument(i));
                }
            }
            case Float ignored -> code(FLOATING_POINT);
            case Double ignored -> code(FLOATING_POINT);
            default -> {}
        }
    }

    private void call(String owner, String name, String descriptor) {
        String callee = dotted(Type.getObjectType(owner));
        if (COMPILER_SUPPORT.stream().noneMatch(callee::startsWith)) {
            add(Use.Kind.CALL, callee, name, descriptor);
            mentionAll(descriptor);
        }
    }

    private void mentionAll(String methodDescriptor) {
        for (Type argument : Type.getArgumentTypes(methodDescriptor)) {
            mention(argument);
        }
        mention(Type.getReturnType(methodDescriptor));
    }

    private void mention(Type named) {
        Type element = named.getSort() == Type.ARRAY ? named.getElementType() : named;
        switch (element.getSort()) {
            case Type.FLOAT, Type.DOUBLE -> code(FLOATING_POINT);
            case Type.OBJECT -> add(Use.Kind.TYPE, element.getClassName(), "", "");
            default -> {}
        }
    }

    private void generics(@Nullable String signature) {
        if (signature != null) {
            new SignatureReader(signature).accept(new SignatureVisitor(Opcodes.ASM9) {
                @Override
                public void visitClassType(String name) {
                    mention(Type.getObjectType(name));
                }
            });
        }
    }

    @SafeVarargs
    private void annotations(@Nullable List<AnnotationNode>... groups) {
        for (List<AnnotationNode> group : groups) {
            if (group != null) {
                group.forEach(annotation -> mention(Type.getType(annotation.desc)));
            }
        }
    }

    private void code(String what) {
        add(Use.Kind.CODE, user, what, "");
    }

    private void add(Use.Kind kind, String owner, String member, String descriptor) {
        uses.add(new Use(kind, owner, member, descriptor, user, place));
    }

    private void at(MethodNode method, int line) {
        place = user + "." + method.name + "(" + type.sourceFile + (line == 0 ? ")" : ":" + line + ")");
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    private static String dotted(Type named) {
        return (named.getSort() == Type.ARRAY ? named.getElementType() : named).getClassName();
    }

    private static boolean has(int access, int flag) {
        return (access & flag) != 0;
    }

    private static Set<Integer> floatingOpcodes() {
        return Set.of(
                Opcodes.FCONST_0,
                Opcodes.FCONST_1,
                Opcodes.FCONST_2,
                Opcodes.DCONST_0,
                Opcodes.DCONST_1,
                Opcodes.FLOAD,
                Opcodes.DLOAD,
                Opcodes.FSTORE,
                Opcodes.DSTORE,
                Opcodes.FALOAD,
                Opcodes.DALOAD,
                Opcodes.FASTORE,
                Opcodes.DASTORE,
                Opcodes.FADD,
                Opcodes.DADD,
                Opcodes.FSUB,
                Opcodes.DSUB,
                Opcodes.FMUL,
                Opcodes.DMUL,
                Opcodes.FDIV,
                Opcodes.DDIV,
                Opcodes.FREM,
                Opcodes.DREM,
                Opcodes.FNEG,
                Opcodes.DNEG,
                Opcodes.I2F,
                Opcodes.I2D,
                Opcodes.L2F,
                Opcodes.L2D,
                Opcodes.F2I,
                Opcodes.F2L,
                Opcodes.F2D,
                Opcodes.D2I,
                Opcodes.D2L,
                Opcodes.D2F,
                Opcodes.FCMPL,
                Opcodes.FCMPG,
                Opcodes.DCMPL,
                Opcodes.DCMPG,
                Opcodes.FRETURN,
                Opcodes.DRETURN);
    }
}
