// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of the house that javac and the module descriptors cannot check. See ARCHITECTURE.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    /** The Maven modules, their packages, and what of each other they may use. */
    enum Room {
        DECODER(List.of("dev.tandem.decoder.."), List.of()),
        IR(List.of("dev.tandem.ir.."), List.of("dev.tandem.decoder..")),
        BASELINE(List.of("dev.tandem.baseline.."), List.of("dev.tandem.decoder..", "dev.tandem.ir..")),
        OPTIMIZING(List.of("dev.tandem.optimizing.."), List.of("dev.tandem.decoder..", "dev.tandem.ir..")),
        MANAGER(
                List.of("dev.tandem.manager.."),
                List.of(
                        "dev.tandem.decoder..",
                        "dev.tandem.ir..",
                        "dev.tandem.baseline.spi..",
                        "dev.tandem.optimizing.spi..")),
        RUNTIME(
                List.of("dev.tandem.api..", "dev.tandem.runtime..", "dev.tandem.wasi..", "dev.tandem.fuzz..", "dev.tandem.cli.."),
                List.of(
                        "dev.tandem.decoder..",
                        "dev.tandem.ir..",
                        "dev.tandem.baseline.spi..",
                        "dev.tandem.baseline.wiring..",
                        "dev.tandem.optimizing.spi..",
                        "dev.tandem.optimizing.wiring..",
                        "dev.tandem.manager.."));

        final List<String> packages;
        final List<String> mayUse;

        Room(List<String> packages, List<String> mayUse) {
            this.packages = packages;
            this.mayUse = mayUse;
        }

        DescribedPredicate<JavaClass> own() {
            return resideInAnyPackage(packages.toArray(String[]::new));
        }

        DescribedPredicate<JavaClass> forbidden() {
            List<String> allowed = new ArrayList<>(packages);
            allowed.addAll(mayUse);
            return resideInAnyPackage("dev.tandem..")
                    .and(not(resideInAnyPackage(allowed.toArray(String[]::new))))
                    .as("the rest of Tandem");
        }
    }

    private JavaClasses ours;

    @BeforeAll
    void readClasses() {
        ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                // Tests, too, though they come as an artifact.
                .withImportOption(location -> !location.contains("/dev/tandem/compliance/"))
                .importPackages("dev.tandem");
    }

    @ParameterizedTest
    @EnumSource
    void roomsUseOnlyWhatTheHouseAllows(Room room) {
        check(noClasses().that(are(room.own())).should().dependOnClassesThat(room.forbidden()));
    }

    @Test
    void everyClassHasARoom() {
        DescribedPredicate<JavaClass> known = describe("in a room", c -> false);
        for (Room room : Room.values()) {
            known = known.or(room.own());
        }
        check(classes().should(be(known)));
    }

    /** Libraries, and the packages that may use them. */
    @Test
    void librariesStayWhereTheyBelong() {
        Map<String, Set<String>> usedBy = Map.of(
                "com.google.inject..", Set.of("..wiring.."),
                "picocli..", Set.of("dev.tandem.cli.."),
                "com.fasterxml.jackson..", Set.of("dev.tandem.cli.."),
                "org.objectweb.asm..",
                        Set.of("dev.tandem.ir.asm.jvm..", "dev.tandem.ir.jvm..", "..baseline.jvm..", "..optimizing.."),
                "com.google.common..", Set.of("dev.tandem.runtime..", "dev.tandem.manager.."));
        usedBy.forEach((library, users) -> check(noClasses()
                .that()
                .resideOutsideOfPackages(users.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)));
    }

    @Test
    void guiceModulesAreNamedSo() {
        check(classes()
                .that()
                .areAssignableTo("com.google.inject.Module")
                .should()
                .haveSimpleNameEndingWith("Module")
                .andShould()
                .resideInAPackage("..wiring.."));
    }

    @Test
    void onlyTheCommandLineTouchesTheStandardStreams() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.tandem.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.tandem.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class));
    }

    @Test
    void onlyThePlatformPackageLinksNativeCode() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.tandem.ir.platform..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.foreign.Linker"));
    }

    @Test
    void nothingLogsThroughTheJdk() {
        check(noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "javax.inject.."));
    }

    @Test
    void staticFieldsAreConstants() {
        DescribedPredicate<JavaField> written = describe(
                "declared in the source", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
        check(fields().that().areStatic().and(are(written)).should().beFinal());
    }

    @Test
    void staticFieldsHoldNothingThatChanges() {
        List<String> changing = List.of(
                "java.util.HashMap",
                "java.util.LinkedHashMap",
                "java.util.IdentityHashMap",
                "java.util.WeakHashMap",
                "java.util.ArrayList",
                "java.util.HashSet",
                "java.util.ArrayDeque",
                "java.lang.StringBuilder",
                "java.lang.ThreadLocal",
                "java.util.Random",
                "java.util.concurrent.ConcurrentHashMap",
                "java.util.concurrent.ConcurrentMap");
        // Tables of immutable, interned values: what they hold is the same whoever asks.
        Set<String> interned = Set.of("dev.tandem.decoder.type.ValueType$Concrete.TYPES");
        check(fields()
                .that()
                .areStatic()
                .and(are(describe("not interned values", field -> !interned.contains(field.getFullName()))))
                .should()
                .notHaveRawType(describe(
                        "mutable",
                        type -> changing.contains(type.getName())
                                || type.getPackageName().equals("java.util.concurrent.atomic"))));
    }

    @Test
    void thePublicApiShowsNothingInternal() {
        DescribedPredicate<JavaClass> internal = resideInAnyPackage(
                        "dev.tandem.runtime..", "dev.tandem.ir..", "dev.tandem.baseline..", "dev.tandem.optimizing..")
                .and(not(resideInAnyPackage("dev.tandem.ir.trap..")));
        check(noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.tandem.api..")
                .should()
                .haveRawReturnType(internal)
                .orShould()
                .haveRawParameterTypes(
                        describe("one of them internal", types -> types.stream().anyMatch(internal))));
    }

    /** HotSpot never compiles a method of more than 8,000 bytes, and our own code must not be the slow one. */
    @Test
    void everyMethodCanBeCompiledByHotSpot() {
        List<String> tooBig = new ArrayList<>();
        for (JavaClass type : ours) {
            type.getSource().ifPresent(source -> {
                try (var in = source.getUri().toURL().openStream()) {
                    for (var method : ClassFile.of().parse(in.readAllBytes()).methods()) {
                        method.findAttribute(Attributes.code())
                                .map(code -> code.codeLength())
                                .filter(length -> length > 8000 && !method.methodName().equalsString("<clinit>"))
                                .ifPresent(length -> tooBig.add(
                                        type.getName() + "." + method.methodName() + ": " + length + " bytes"));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        assertEquals(List.of(), tooBig);
    }

    private void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(ours);
    }
}
