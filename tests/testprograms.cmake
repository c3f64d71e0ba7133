# Test programs: of one test each, or with RIJIAN_TEST_ROOMS of up to eight of a room, which takes the compiler two thirds of the time.

# rijian_test_program(NAME SOURCES... LIBRARIES libraries...)
function(rijian_test_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES")
    add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
    # moc is run by rijian_tests: for a few files AUTOMOC's machinery takes longer than the compiler.
    set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTORCC OFF)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/moc)
    target_link_libraries(${name} PRIVATE rijian_testkit ${arg_LIBRARIES})
    if(RIJIAN_PCH)
        # GCC takes a precompiled header only with the same options: programs with windows have others than the rest.
        if("rijian_uikit" IN_LIST arg_LIBRARIES)
            target_precompile_headers(${name} REUSE_FROM rijian_uikit)
        else()
            target_precompile_headers(${name} REUSE_FROM rijian_testkit)
        endif()
    endif()
    get_property(lupdate_options GLOBAL PROPERTY RIJIAN_LUPDATE_OPTIONS)
    list(JOIN lupdate_options " " lupdate_options)
    target_compile_definitions(${name} PRIVATE RIJIAN_TEST_DATA="${CMAKE_CURRENT_SOURCE_DIR}/data" RIJIAN_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
        RIJIAN_CLI="$<TARGET_FILE:rijian-cli>" RIJIAN_LUPDATE="$<TARGET_FILE:Qt6::lupdate>" RIJIAN_LUPDATE_OPTIONS="${lupdate_options}")
    add_dependencies(${name} rijian-cli)
endfunction()

# One source of several tests. Each stands in a namespace of its name, because their helpers share names; what they include stands before, where it is
# read once, so that within the namespace there are the tests alone.
function(rijian_write_room file)
    set(includes "")
    set(tests "")
    set(table "")
    foreach(source ${ARGN})
        get_filename_component(name ${source} NAME_WE)
        file(RELATIVE_PATH path ${CMAKE_CURRENT_SOURCE_DIR} ${source})
        file(STRINGS ${source} lines REGEX "^#include [<\"].*[>\"]")
        list(FILTER lines EXCLUDE REGEX "\\.moc\"")
        list(APPEND includes ${lines})
        string(APPEND tests "namespace ${name} {\n#include \"${path}\"\n}\n")
        string(APPEND table "{\"${name}\", &${name}::testMain}, ")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source}) # for its #include lines
    endforeach()
    list(REMOVE_DUPLICATES includes)
    list(JOIN includes "\n" includes)
    file(CONFIGURE OUTPUT ${file} @ONLY CONTENT [[
#define RIJIAN_TEST_FUNCTION testMain
@includes@
#include <QtCore/qmetatype.h>
#include <QtCore/qtmochelpers.h>
@tests@
int main(int argc, char **argv)
{
    return rijian::testkit::runNamed({@table@}, argc, argv);
}
]])
endfunction()

# rijian_add_test(NAME SOURCE COMMAND...)
function(rijian_add_test name source)
    if(source MATCHES "/ui/[^/]*$")
        add_test(NAME ${name} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/support/with-display.sh ${ARGN})
        # Widgets run against a real X server of their own; Chromium's sandbox cannot run as root, as CI does.
        set(environment "QT_QPA_PLATFORM=xcb;QTWEBENGINE_DISABLE_SANDBOX=1")
        set_tests_properties(${name} PROPERTIES LABELS ui)
    else()
        add_test(NAME ${name} COMMAND ${ARGN})
        set(environment "QT_QPA_PLATFORM=offscreen")
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${rijian_test_timeout} ENVIRONMENT "${environment};LC_ALL=C.UTF-8;TZ=UTC;QTEST_FUNCTION_TIMEOUT=${rijian_test_timeout}000")
    set_property(GLOBAL PROPERTY rijian_command_${name} ${ARGN})
endfunction()

# rijian_tests(ROOM [LIBRARIES libraries...]): the tests of tests/<room>/tst_*.cpp but those of RIJIAN_TESTS_LEFT_OUT.
function(rijian_tests room)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES")
    file(GLOB sources CONFIGURE_DEPENDS ${room}/tst_*.cpp)
    set(shared "")
    foreach(source ${sources})
        get_filename_component(name ${source} NAME_WE)
        if(name IN_LIST RIJIAN_TESTS_LEFT_OUT)
            continue()
        endif()
        set(moc ${CMAKE_CURRENT_BINARY_DIR}/moc/${name}.moc)
        qt_generate_moc(${source} ${moc})
        file(STRINGS ${source} own_main REGEX "^int main\\(")
        if(RIJIAN_TEST_ROOMS AND NOT own_main)
            list(APPEND shared ${source})
        else()
            rijian_test_program(${name} ${source} ${moc} LIBRARIES ${arg_LIBRARIES})
            rijian_add_test(${name} ${source} $<TARGET_FILE:${name}>)
        endif()
    endforeach()
    list(LENGTH shared count)
    if(count EQUAL 0)
        return()
    endif()
    math(EXPR programs "(${count} + 7) / 8")
    foreach(number RANGE 1 ${programs})
        math(EXPR from "(${number} - 1) * ${count} / ${programs}")
        math(EXPR length "${number} * ${count} / ${programs} - ${from}")
        list(SUBLIST shared ${from} ${length} batch)
        set(program rijian-tests-${room}-${number})
        rijian_write_room(${CMAKE_CURRENT_BINARY_DIR}/rooms/${program}.cpp ${batch})
        list(TRANSFORM batch REPLACE ".*/(tst_[a-z0-9_]*)\\.cpp" "${CMAKE_CURRENT_BINARY_DIR}/moc/\\1.moc" OUTPUT_VARIABLE mocs)
        rijian_test_program(${program} ${CMAKE_CURRENT_BINARY_DIR}/rooms/${program}.cpp ${mocs} LIBRARIES ${arg_LIBRARIES})
        foreach(source ${batch})
            get_filename_component(name ${source} NAME_WE)
            rijian_add_test(${name} ${source} $<TARGET_FILE:${program}> ${name})
        endforeach()
    endforeach()
endfunction()
