// The one place where Asio is compiled (BOOST_ASIO_SEPARATE_COMPILATION); elsewhere only its
// declarations are read.
#include <boost/asio/impl/src.hpp>
