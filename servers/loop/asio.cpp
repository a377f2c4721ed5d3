// Asio is compiled here only (BOOST_ASIO_SEPARATE_COMPILATION); other files include its
// declarations.
#include <boost/asio/impl/src.hpp>
